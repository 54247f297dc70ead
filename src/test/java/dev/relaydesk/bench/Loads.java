package dev.relaydesk.bench;

import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The ways in which customers write. */
final class Loads {

    private final Rig rig;
    private final World world;

    Loads(Rig rig) {
        this.rig = rig;
        this.world = rig.world();
    }

    /** Each customer writes again as soon as he is answered; measured after a second of running in. */
    Cell closed(String name, int customers, Duration thinking, Duration time) throws InterruptedException {
        world.turnPage();
        world.wrapper().thinksFor(thinking, thinking.dividedBy(20));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1) + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            int customer = world.newCustomer();
            threads.add(Thread.ofVirtual().start(() -> writeUntil(customer, until)));
        }
        TimeUnit.SECONDS.sleep(1);
        Meter meter = new Meter(rig);
        TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
        Cell cell = meter.read(name);
        for (Thread thread : threads) {
            thread.join();
        }
        return cell;
    }

    /** So many messages a second whatever happens, from customers who are taken in turn. */
    Cell open(String name, int perSecond, int customers, Duration thinking, Duration time) throws InterruptedException {
        world.turnPage();
        world.wrapper().thinksFor(thinking, thinking.dividedBy(20));
        int[] numbers = new int[customers];
        for (int i = 0; i < customers; i++) {
            numbers[i] = world.newCustomer();
        }
        Meter meter = new Meter(rig);
        long start = System.nanoTime();
        List<Said> all = new ArrayList<>();
        for (int i = 0; i < perSecond * time.toSeconds(); i++) {
            long due = start + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Said said = world.write(numbers[i % customers], 1 + i / customers);
            all.add(said);
            Thread.ofVirtual().start(() -> post(said));
        }
        for (Said said : all) {
            said.awaitAnswer(30, TimeUnit.SECONDS);
        }
        return meter.read(name);
    }

    /** Posts once; the status. */
    int post(Said said) {
        try {
            return rig.service().webhook().post(world.meta().messages(List.of(said)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeUntil(int customer, long until) {
        try {
            for (int sequence = 1; System.nanoTime() < until; sequence++) {
                Said said = world.write(customer, sequence);
                if (post(said) != 200 || !said.awaitAnswer(30, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
