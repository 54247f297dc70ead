package dev.relaydesk.platform.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Cancels calls whose time is up, however busily they drip. A socket timeout only sees silence. */
public final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());

    public Deadlines() {
        watchdog.setRemoveOnCancelPolicy(true);
    }

    /** Runs {@code cancel} when {@code limit} has passed, unless the call is over before. It must return quickly. */
    public Deadline within(Duration limit, Runnable cancel) {
        return new Deadline(limit, cancel);
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }

    /** One call's time; closed when the call is over. */
    public final class Deadline implements AutoCloseable {

        private final Future<?> alarm;
        private volatile boolean passed;

        private Deadline(Duration limit, Runnable cancel) {
            alarm = watchdog.schedule(
                    () -> {
                        passed = true;
                        cancel.run();
                    },
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        public boolean passed() {
            return passed;
        }

        @Override
        public void close() {
            alarm.cancel(false);
        }
    }
}
