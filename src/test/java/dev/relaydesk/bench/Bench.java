package dev.relaydesk.bench;

import dev.relaydesk.testing.world.Cpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Measures the packaged service against a fake wrapper and Graph in this process. Prints Markdown tables; {@code --quick}
 * takes one short round, {@code --json FILE} writes the same as JSON, {@code --statements} adds what PostgreSQL spent its
 * time on, {@code --only WORD} runs the loads whose name holds the word.
 */
public final class Bench {

    private final List<Cell> cells = new ArrayList<>();
    private final List<Promises.Count> counts = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private final boolean quick;
    private final String only;

    private Bench(boolean quick, String only) {
        this.quick = quick;
        this.only = only;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        Cpu.pinThisProcessTo(1);
        Bench bench = new Bench(words.contains("--quick"), after(words, "--only", ""));
        boolean statements = words.contains("--statements");
        try (Rig rig = new Rig(statements)) {
            bench.run(rig, statements);
        }
        String json = after(words, "--json", "");
        if (!json.isEmpty()) {
            Files.writeString(Path.of(json), bench.json());
        }
        System.exit(bench.kept() ? 0 : 1);
    }

    private void run(Rig rig, boolean statements) throws IOException, InterruptedException {
        rig.service().stop(Duration.ofSeconds(30));
        Duration started = rig.restart();
        fact("ready after a start on an existing database", started.toMillis() + " ms");
        TimeUnit.SECONDS.sleep(3);
        fact("resident memory, idle", megabytes(rig, "VmRSS"));
        Loads loads = new Loads(rig);
        loads.closed("warm-up", 16, Duration.ofMillis(5), Duration.ofSeconds(quick ? 6 : 15));
        loads.closed("warm-up", 128, Duration.ZERO, Duration.ofSeconds(quick ? 4 : 8));
        Optional<Statements> counted = statements ? Optional.of(new Statements(rig.postgres())) : Optional.empty();
        System.out.println(Cell.HEAD);
        int rounds = quick ? 1 : 3;
        Duration time = Duration.ofSeconds(3);
        for (int round = 0; round < rounds; round++) {
            if (wanted("60/s")) {
                counted.ifPresent(Statements::reset);
                measured(loads.open(
                        "60/s, model 200 ms", 60, 256, Duration.ofMillis(200), Duration.ofSeconds(quick ? 10 : 20)));
                counted.map(Statements::table).ifPresent(System.err::println);
            }
            if (wanted("saturated")) {
                counted.ifPresent(Statements::reset);
                measured(loads.closed("saturated, 16 conversations", 16, Duration.ZERO, time));
                measured(loads.closed("saturated, 128 conversations", 128, Duration.ZERO, time));
                counted.map(Statements::table).ifPresent(System.err::println);
            }
            if (wanted("512")) {
                measured(loads.closed(
                        "512 conversations, model 1500 ms", 512, Duration.ofMillis(1_500), time.multipliedBy(2)));
            }
            if (wanted("160 KB")) {
                rig.world().wrapper().repliesWith(160);
                measured(loads.closed("16 conversations, replies of 160 KB", 16, Duration.ZERO, time));
                rig.world().wrapper().repliesWith(2);
            }
        }
        fact("typing posts", rig.world().ledger().typingPosts() > 0 ? "on" : "off");
        fact("resident memory, peak", megabytes(rig, "VmHWM"));
        double before = Cpu.millisOf(rig.service().pid());
        TimeUnit.SECONDS.sleep(5);
        fact(
                "CPU without traffic",
                String.format(
                        Locale.ROOT,
                        "%.1f %% of a core",
                        (Cpu.millisOf(rig.service().pid()) - before) / 50));
        if (wanted("promises")) {
            Promises promises = new Promises(rig);
            count(promises.bursts());
            count(promises.redelivery());
            count(promises.kill());
        }
        report();
    }

    private boolean wanted(String name) {
        return name.contains(only);
    }

    private void measured(Cell cell) {
        cells.add(cell);
        System.out.println(cell.row());
    }

    private void count(Promises.Count count) {
        counts.add(count);
        System.err.println(count.row());
        if (!count.verdict().isClean()) {
            System.err.println(count.verdict());
        }
    }

    private void fact(String what, String value) {
        facts.add("| " + what + " | " + value + " |");
    }

    private void report() {
        System.out.println();
        System.out.println(Promises.Count.HEAD);
        counts.forEach(count -> System.out.println(count.row()));
        System.out.println("\n| figure | |\n|---|---|");
        facts.forEach(System.out::println);
    }

    /** A speed may not be published from a run that broke a promise. */
    private boolean kept() {
        return counts.stream().allMatch(count -> count.verdict().isClean());
    }

    private String json() {
        return "{\"loads\":[" + cells.stream().map(Cell::json).collect(Collectors.joining(",")) + "],\"promises\":["
                + counts.stream().map(Promises.Count::json).collect(Collectors.joining(",")) + "]}\n";
    }

    private static String megabytes(Rig rig, String field) {
        return String.format(Locale.ROOT, "%.0f MB", Cpu.megabytes(rig.service().pid(), field));
    }

    private static String after(List<String> words, String option, String otherwise) {
        int at = words.indexOf(option);
        return at < 0 || at + 1 >= words.size() ? otherwise : words.get(at + 1);
    }
}
