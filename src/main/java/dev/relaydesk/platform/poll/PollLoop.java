package dev.relaydesk.platform.poll;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** One poller's loop: a round, a rest that can be cut short, the next round. */
final class PollLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(PollLoop.class);

    private final Poller poller;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final NavigableSet<Long> wishes = new TreeSet<>(); // milliseconds of the process, when to look again
    private volatile boolean stopped;

    private PollLoop(Poller poller) {
        this.poller = poller;
    }

    static PollLoop start(Poller poller) {
        var loop = new PollLoop(poller);
        Thread.ofVirtual().name("poll-" + poller.name()).start(loop);
        return loop;
    }

    void wake() {
        wakeIn(Duration.ZERO);
    }

    void wakeIn(Duration wait) {
        lock.lock();
        try {
            if (wishes.add(millis() + wait.toMillis())) {
                woken.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        stopped = true;
        wake();
    }

    @Override
    public void run() {
        boolean troubled = false;
        while (!stopped) {
            Duration rest;
            try {
                rest = poller.pollOnce();
                if (troubled) {
                    LOG.infof("%s works again", poller.name());
                }
                troubled = false;
            } catch (RuntimeException e) {
                if (!stopped && !troubled) {
                    LOG.errorf(e, "%s cannot work; it goes on trying every %s", poller.name(), poller.idle());
                }
                troubled = true;
                rest = poller.idle();
            }
            if (!rest.isZero()) {
                rest(rest.compareTo(poller.idle()) < 0 ? rest : jittered(poller.idle()));
            }
        }
    }

    /** Rests until the time is over, or a wish is due; wishes that are due are fulfilled by the round that follows. */
    private void rest(Duration length) {
        long end = millis() + length.toMillis();
        lock.lock();
        try {
            while (!stopped) {
                long next = wishes.isEmpty() ? end : Math.min(end, wishes.getFirst());
                long left = next - millis();
                if (left <= 0) {
                    break;
                }
                woken.awaitNanos(TimeUnit.MILLISECONDS.toNanos(left));
            }
            wishes.headSet(millis(), true).clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static Duration jittered(Duration length) {
        return Duration.ofNanos((long)
                (length.toNanos() * (0.8 + 0.2 * ThreadLocalRandom.current().nextDouble())));
    }
}
