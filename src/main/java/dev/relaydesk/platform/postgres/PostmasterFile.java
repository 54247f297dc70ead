package dev.relaydesk.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says: the server writes it when it starts and removes it when it stops, but not when it is
 * killed, so that none of it is true until the process was looked at.
 *
 * @param port 0 while the server has not got so far
 * @param ready whether it accepts connections
 */
record PostmasterFile(Path file, long pid, int port, boolean ready) {

    /** Above what any system gives out, so no process ever has it. */
    private static final String NOBODY = "2147483646";

    static Optional<PostmasterFile> in(Path cluster) {
        Path file = cluster.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return Optional.of(new PostmasterFile(
                    file,
                    number(lines, 0),
                    (int) number(lines, 3),
                    lines.size() > 7 && lines.get(7).strip().equals("ready")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new PostgresUnavailable("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The server that wrote this, if it still lives: that pid, a postgres, at home in that directory. */
    Optional<ProcessHandle> server() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isPostgresOfThisDirectory);
    }

    /**
     * Makes the file of a server that is gone harmless when another program has got its pid since. It is not deleted:
     * the rest of it lets PostgreSQL find out whether children of the dead server still write.
     */
    void disownPid() {
        if (ProcessHandle.of(pid).isEmpty()) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (!lines.isEmpty()) {
                lines.set(0, NOBODY);
            }
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PostgresUnavailable("Cannot correct the left-over " + file + ": " + e.getMessage(), e);
        }
    }

    private boolean isPostgresOfThisDirectory(ProcessHandle process) {
        String command = process.info().command().orElse("");
        if (!command.endsWith("/postgres")) {
            return false;
        }
        Path home = Path.of("/proc", Long.toString(pid), "cwd");
        try {
            return !Files.isSymbolicLink(home)
                    || Files.isSameFile(home, file.toAbsolutePath().getParent());
        } catch (IOException e) {
            return true; // another user's process: better taken for a server than started beside one
        }
    }

    private static long number(List<String> lines, int index) {
        try {
            return index < lines.size() ? Long.parseLong(lines.get(index).strip()) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
