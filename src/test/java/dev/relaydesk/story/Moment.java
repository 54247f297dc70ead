package dev.relaydesk.story;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A point at which somebody outside waits until the story goes on. */
final class Moment {

    private final CountDownLatch come = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /** Called by the one who is held; returns when it is over. */
    void reached() throws InterruptedException {
        come.countDown();
        if (!over.await(8, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody let go");
        }
    }

    void await() throws InterruptedException {
        if (!come.await(8, TimeUnit.SECONDS)) {
            throw new AssertionError("The moment did not come");
        }
    }

    void pass() {
        over.countDown();
    }
}
