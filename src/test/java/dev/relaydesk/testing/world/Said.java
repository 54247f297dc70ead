package dev.relaydesk.testing.world;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One customer message and what the outside world saw become of it. Times are {@link System#nanoTime()}. */
public final class Said {

    private final Token token;
    private final String providerId;
    private final Instant at;
    private final AtomicInteger sends = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch thought = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile long postedAt;
    private volatile long ackedAt;
    private volatile long askedAt;
    private volatile long thoughtAt;
    private volatile long answeredAt;

    Said(Token token, String providerId, Instant at) {
        this.token = token;
        this.providerId = providerId;
        this.at = at;
    }

    public Token token() {
        return token;
    }

    public String providerId() {
        return providerId;
    }

    /** When the customer wrote, by the provider's clock in whole seconds. */
    public Instant at() {
        return at;
    }

    /** How often an answer that carries this token was accepted. */
    public int sends() {
        return sends.get();
    }

    public boolean isAcked() {
        return ackedAt != 0;
    }

    public long postedAt() {
        return postedAt;
    }

    public long ackedAt() {
        return ackedAt;
    }

    public long answeredAt() {
        return answeredAt;
    }

    /** Waits for the model to be asked. */
    public boolean awaitAsked(long time, TimeUnit unit) throws InterruptedException {
        return asked.await(time, unit);
    }

    /** Waits for the model's answer to leave the model. */
    public boolean awaitThought(long time, TimeUnit unit) throws InterruptedException {
        return thought.await(time, unit);
    }

    /** When the model was asked first; zero while it was not. */
    public long askedAt() {
        return askedAt;
    }

    /** When the first answer of the model left it; zero while none did. */
    public long thoughtAt() {
        return thoughtAt;
    }

    public boolean awaitAnswer(long time, TimeUnit unit) throws InterruptedException {
        return answered.await(time, unit);
    }

    /** For a test that posts by itself: the webhook answered 200. */
    public void acknowledge() {
        acked(System.nanoTime());
    }

    void asked(long now) {
        if (askedAt == 0) {
            askedAt = now;
        }
        asked.countDown();
    }

    void thought(long now) {
        if (thoughtAt == 0) {
            thoughtAt = now;
        }
        thought.countDown();
    }

    void posted(long now) {
        if (postedAt == 0) {
            postedAt = now;
        }
    }

    synchronized void acked(long now) {
        if (ackedAt == 0) {
            ackedAt = now;
        }
    }

    void sent(long now) {
        if (sends.incrementAndGet() == 1) {
            answeredAt = now;
            answered.countDown();
        }
    }
}
