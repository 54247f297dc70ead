package dev.relaydesk.testing.world;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** CPU pinning and accounting by what Linux offers; elsewhere nothing is pinned and everything costs zero. */
public final class Cpu {

    private static final double MILLIS_PER_TICK = 10;
    private static final Path PROC = Path.of("/proc");

    private Cpu() {}

    /** The words that go before a command to run it on this core only; none where that is not possible. */
    static List<String> pinnedTo(OptionalInt core) {
        boolean possible = core.isPresent()
                && Files.isExecutable(Path.of("/usr/bin/taskset"))
                && Runtime.getRuntime().availableProcessors() > core.getAsInt();
        return possible ? List.of("/usr/bin/taskset", "-c", Integer.toString(core.getAsInt())) : List.of();
    }

    /** User and system milliseconds of one process, without its children. */
    public static double millisOf(long pid) {
        return ticks(pid, false) * MILLIS_PER_TICK;
    }

    /** The same for a process with all its children, those that ended included. */
    static double millisOfFamily(long pid) {
        long ticks = ticks(pid, true);
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long child = Long.parseLong(process.getFileName().toString());
                String[] fields = stat(child);
                if (fields.length > 1 && Long.parseLong(fields[1]) == pid) {
                    ticks += ticks(child, false);
                }
            }
        } catch (IOException _) {
            return 0;
        }
        return ticks * MILLIS_PER_TICK;
    }

    /** A field of {@code /proc/<pid>/status} in MB, such as VmRSS or VmHWM. */
    public static double megabytes(long pid, String field) {
        try {
            return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    private static long ticks(long pid, boolean withEndedChildren) {
        String[] fields = stat(pid);
        if (fields.length < 15) {
            return 0;
        }
        return Arrays.stream(fields, 11, withEndedChildren ? 15 : 13)
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** The fields after the command's name, so the state is the first. */
    private static String[] stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException _) {
            return new String[0];
        }
    }
}
