package dev.relaydesk.bench;

import dev.relaydesk.testing.world.Call;
import dev.relaydesk.testing.world.Cpu;
import dev.relaydesk.testing.world.Ledger;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads clocks and CPU counters at the start of a measurement and again at its end. */
final class Meter {

    private final Rig rig;
    private final long from = System.nanoTime();
    private final double service;
    private final double database;
    private final double own = Cpu.millisOf(ProcessHandle.current().pid());
    private final double busy = Cpu.millisOfMachine();

    Meter(Rig rig) {
        this.rig = rig;
        service = Cpu.millisOf(rig.service().pid());
        database = rig.postgres().cpuMillis();
    }

    /** What happened since the start; turns that were posted before it do not count. */
    Cell read(String name) {
        long until = System.nanoTime();
        double seconds = (until - from) / 1e9;
        double serviceUsed = Cpu.millisOf(rig.service().pid()) - service;
        double databaseUsed = rig.postgres().cpuMillis() - database;
        double ownUsed = Cpu.millisOf(ProcessHandle.current().pid()) - own;
        double othersUsed = Cpu.millisOfMachine() - busy - serviceUsed - databaseUsed - ownUsed;
        Ledger ledger = rig.world().ledger();
        Map<Token, Call> calls = new HashMap<>();
        ledger.calls().forEach(call -> call.tokens().forEach(token -> calls.put(token, call)));
        List<Said> answered = ledger.said().stream()
                .filter(said -> said.answeredAt() > from && said.answeredAt() < until)
                .toList();
        List<Said> whole =
                answered.stream().filter(said -> said.postedAt() > from).toList();
        return new Cell(
                name,
                answered.size(),
                seconds,
                Sample.of(whole.stream()
                        .filter(Said::isAcked)
                        .mapToDouble(said -> (said.ackedAt() - said.postedAt()) / 1e6)
                        .toArray()),
                Sample.of(whole.stream()
                        .mapToDouble(said -> added(said, calls))
                        .filter(Double::isFinite)
                        .toArray()),
                serviceUsed,
                databaseUsed,
                Math.max(0, othersUsed / 1000 / seconds),
                ownUsed / 1000 / seconds);
    }

    private static double added(Said said, Map<Token, Call> calls) {
        Call call = calls.get(said.token());
        return call == null
                ? Double.NaN
                : (said.answeredAt() - said.postedAt() - (call.leftAt() - call.arrivedAt())) / 1e6;
    }
}
