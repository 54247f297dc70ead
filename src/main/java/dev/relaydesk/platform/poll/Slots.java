package dev.relaydesk.platform.poll;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** So many pieces of work at once and no more, each on a virtual thread of its own. */
public final class Slots {

    private static final Logger LOG = Logger.getLogger(Slots.class);

    private final int count;
    private final Semaphore free;
    private final Runnable whenFreed;

    public Slots(int count) {
        this(count, () -> {});
    }

    /** {@code whenFreed} is run each time a slot has become free again. */
    public Slots(int count, Runnable whenFreed) {
        this.count = count;
        this.free = new Semaphore(count);
        this.whenFreed = whenFreed;
    }

    /** How many are free. Only a caller who alone starts work may count on it. */
    public int free() {
        return free.availablePermits();
    }

    /**
     * Starts the work as soon as a slot is free, and returns. An exception of the work is logged and ends nothing else.
     *
     * @param name of the work, in threads and logs
     */
    public void start(String name, Runnable work) {
        free.acquireUninterruptibly();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s broke off", name);
            } finally {
                free.release();
                whenFreed.run();
            }
        });
    }

    /** Takes all slots for good, so that nothing is started any more; false when work still ran after that time. */
    public boolean takeAll(Duration patience) throws InterruptedException {
        return free.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
