package dev.relaydesk.bench;

import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Verdict;
import dev.relaydesk.testing.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What may not go wrong, counted: no speed means anything from a service that fails here. */
final class Promises {

    /** One count: an experiment, what was counted, and how many were wrong. */
    record Count(String experiment, int messages, Verdict verdict, String remark) {

        static final String HEAD = """
                | experiment | messages | never answered | answered twice | out of order | overlaps | broken threads | |
                |---|---|---|---|---|---|---|---|""";

        String row() {
            return "| " + experiment + " | " + messages + " | "
                    + verdict.unanswered().size() + " | " + verdict.doubled().size()
                    + " | " + verdict.outOfOrder().size() + " | "
                    + verdict.overlaps().size() + " | "
                    + verdict.threadBreaks().size() + " | " + remark + " |";
        }

        String json() {
            return "{\"experiment\":\"" + experiment + "\",\"messages\":" + messages + ",\"unanswered\":"
                    + verdict.unanswered().size() + ",\"doubled\":"
                    + verdict.doubled().size() + ",\"out_of_order\":"
                    + verdict.outOfOrder().size() + ",\"overlaps\":"
                    + verdict.overlaps().size() + ",\"thread_breaks\":"
                    + verdict.threadBreaks().size() + ",\"remark\":\"" + remark + "\"}";
        }
    }

    private final Rig rig;
    private final World world;
    private final Loads loads;

    Promises(Rig rig) {
        this.rig = rig;
        world = rig.world();
        loads = new Loads(rig);
    }

    /** 80 messages of 16 customers, each posted again after 20 ms, after 1.2 s, and after a restart of the service. */
    Count redelivery() throws IOException, InterruptedException {
        begin(Duration.ofMillis(150), Duration.ofMillis(20));
        List<Said> all = new ArrayList<>();
        for (int round = 1; round <= 5; round++) {
            for (int i = 0; i < 16; i++) {
                all.add(world.write(first + i, round));
            }
            for (Said said : all.subList(all.size() - 16, all.size())) {
                loads.post(said);
                Thread.ofVirtual().start(() -> postAfter(said, 20));
                Thread.ofVirtual().start(() -> postAfter(said, 1_200));
            }
            awaitAll(all);
        }
        TimeUnit.MILLISECONDS.sleep(1_500);
        rig.service().kill();
        rig.restart();
        all.forEach(loads::post);
        TimeUnit.SECONDS.sleep(2);
        return new Count("redelivered after 20 ms, 1.2 s and a restart", all.size(), Verdict.on(world.ledger()), "");
    }

    /** 48 bursts of 4, each message posted after the acknowledgement of the one before. */
    Count bursts() throws InterruptedException {
        begin(Duration.ofMillis(150), Duration.ofMillis(150));
        List<Said> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            List<Said> burst = new ArrayList<>();
            for (int sequence = 1; sequence <= 4; sequence++) {
                burst.add(world.write(first + i, sequence));
            }
            all.addAll(burst);
            threads.add(Thread.ofVirtual().start(() -> burst.forEach(loads::post)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        awaitAll(all);
        return new Count("bursts of 4, 48 customers", all.size(), Verdict.on(world.ledger()), "");
    }

    /** 20 messages/s from 64 customers with a model of 1.5 s; killed after 4 s, started again at once. */
    Count kill() throws IOException, InterruptedException {
        begin(Duration.ofMillis(1_500), Duration.ofMillis(100));
        // With a provider that never reports, a message on the wire at the kill is rightly sent once more.
        world.reportStatuses();
        List<Said> all = new ArrayList<>();
        long killedAt = 0;
        long start = System.nanoTime();
        for (int i = 0; i < 160; i++) {
            TimeUnit.NANOSECONDS.sleep(start + i * 50_000_000L - System.nanoTime());
            if (i == 80) {
                rig.service().kill();
                killedAt = System.nanoTime();
                long from = killedAt;
                rig.service().startAgain();
                Thread.ofVirtual().start(() -> readyAt(from));
            }
            Said said = world.write(first + i % 64, 1 + i / 64);
            all.add(said);
            world.courier()
                    .deliver(
                            world.meta().messages(List.of(said)),
                            List.of(rig.service().webhook()),
                            0);
        }
        awaitAll(all);
        long survivors = 0;
        for (Said said : all) {
            if (said.postedAt() < killedAt && said.answeredAt() > killedAt) {
                survivors = Math.max(survivors, said.answeredAt() - killedAt);
            }
        }
        String ready =
                "ready " + readyAfter.toMillis() + " ms after the kill, the last interrupted turn answered after "
                        + TimeUnit.NANOSECONDS.toMillis(survivors) + " ms";
        return new Count("kill -9 in mid-load", all.size(), Verdict.on(world.ledger()), ready);
    }

    private int first;
    private volatile Duration readyAfter = Duration.ZERO;

    private void begin(Duration thinking, Duration jitter) {
        world.turnPage();
        world.wrapper().thinksFor(thinking, jitter);
        first = world.newCustomer();
        for (int i = 1; i < 64; i++) {
            world.newCustomer();
        }
    }

    private void readyAt(long from) {
        try {
            rig.service().awaitReady();
            readyAfter = Duration.ofNanos(System.nanoTime() - from);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void postAfter(Said said, long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            loads.post(said);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAll(List<Said> all) throws InterruptedException {
        for (Said said : all) {
            said.awaitAnswer(40, TimeUnit.SECONDS);
        }
    }
}
