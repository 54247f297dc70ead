package dev.relaydesk.platform.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL's own programs and turns their failure into one sentence. */
record PostgresPrograms(PostgresBinaries binaries, List<String> prefix) {

    /** PostgreSQL refuses to be root; inside a user namespace of its own root is nobody, and the files stay root's. */
    static PostgresPrograms of(PostgresBinaries binaries) {
        boolean root = new UnixSystem().getUid() == 0;
        if (root && !canUnshare()) {
            throw new PostgresUnavailable(
                    "PostgreSQL does not run as root and this machine has no user namespaces; start"
                            + " by ./relaydesk start, which changes the user, or as another user, or set RELAYDESK_DB_URL");
        }
        return new PostgresPrograms(binaries, root ? List.of("unshare", "-U") : List.of());
    }

    /** Runs one program to its end with {@code input} on its standard input. */
    void run(String input, String program, String... arguments) {
        try {
            Process process = begin(program, arguments);
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new PostgresUnavailable(
                        program + " failed: " + said.strip().replaceAll("\\s*\\R\\s*", " | "));
            }
        } catch (IOException e) {
            throw new PostgresUnavailable(program + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable(program + " was interrupted", e);
        }
    }

    Process begin(String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.program(program).toString());
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new PostgresUnavailable(program + " cannot be started: " + e.getMessage(), e);
        }
    }

    boolean serves(Path commandLine) {
        return commandLine.startsWith(binaries.home().toAbsolutePath());
    }

    private static boolean canUnshare() {
        try {
            var process = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
