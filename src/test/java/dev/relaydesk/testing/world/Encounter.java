package dev.relaydesk.testing.world;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A moment that a test waits for and holds: whoever comes here stays until the test lets it go. */
public final class Encounter {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /** True if somebody came within the time. */
    public boolean awaitReached(Duration time) throws InterruptedException {
        return reached.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets go whoever is held here, and whoever would come. */
    public void release() {
        over.countDown();
    }

    void reach() {
        reached.countDown();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Announces the arrival and waits for the release; false if the peer left before. */
    boolean hold(HttpConnection connection) throws java.io.IOException {
        reach();
        while (!isOver()) {
            if (!connection.peerStaysFor(Duration.ofMillis(20))) {
                return false;
            }
        }
        return true;
    }

    void hold() throws InterruptedException {
        reach();
        over.await();
    }
}
