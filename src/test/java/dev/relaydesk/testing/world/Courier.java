package dev.relaydesk.testing.world;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Delivers notifications the way Meta does: at least once, concurrently, again and again until there is a 200. */
public final class Courier implements Closeable {

    private static final int HANDS = 8;
    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final DelayQueue<Parcel> parcels = new DelayQueue<>();
    private final AtomicInteger undelivered = new AtomicInteger();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final List<Thread> hands;

    public Courier() {
        hands = java.util.stream.IntStream.range(0, HANDS)
                .mapToObj(hand -> Thread.ofVirtual().name("courier-" + hand).start(this::work))
                .toList();
    }

    /** To each of the replicas, after the delay. */
    public void deliver(Notification notification, List<Webhook> replicas, long delayMillis) {
        for (Webhook replica : replicas) {
            undelivered.incrementAndGet();
            parcels.add(new Parcel(notification, replica, dueIn(delayMillis), 0));
        }
    }

    /** How many have no 200 yet. */
    public int undelivered() {
        return undelivered.get();
    }

    /** How often each status was answered; 0 stands for no answer at all. */
    public Map<Integer, Long> statuses() {
        return statuses.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    @Override
    public void close() {
        hands.forEach(Thread::interrupt);
    }

    private void work() {
        try {
            while (true) {
                Parcel parcel = parcels.take();
                int status = post(parcel);
                statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
                if (status == 200) {
                    undelivered.decrementAndGet();
                } else {
                    long pause = Math.min(LONGEST_PAUSE_MILLIS, SHORTEST_PAUSE_MILLIS << Math.min(parcel.tries(), 5));
                    parcels.add(new Parcel(parcel.notification(), parcel.replica(), dueIn(pause), parcel.tries() + 1));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int post(Parcel parcel) {
        try {
            return parcel.replica().post(parcel.notification());
        } catch (IOException _) {
            return 0;
        }
    }

    private static long dueIn(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private record Parcel(Notification notification, Webhook replica, long dueNanos, int tries) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
