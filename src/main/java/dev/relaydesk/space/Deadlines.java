package dev.relaydesk.space;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Cancels calls whose time is up, however busily they drip. A socket timeout only sees silence. */
final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("space-deadlines").factory());

    Deadlines() {
        watchdog.setRemoveOnCancelPolicy(true);
    }

    Deadline within(Duration limit, Runnable cancel) {
        return new Deadline(limit, cancel);
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }

    /** One call's time; closed when the call is over. */
    final class Deadline implements AutoCloseable {

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

        boolean passed() {
            return passed;
        }

        @Override
        public void close() {
            alarm.cancel(false);
        }
    }
}
