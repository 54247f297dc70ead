package dev.relaydesk;

import dev.relaydesk.action.SpaceInstructions;
import dev.relaydesk.platform.postgres.Durability;
import dev.relaydesk.platform.postgres.EmbeddedPostgres;
import dev.relaydesk.platform.postgres.PostgresUnavailable;
import dev.relaydesk.platform.settings.EarlySettings;
import dev.relaydesk.platform.settings.StartRefused;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts the service, and before it the embedded PostgreSQL unless another is configured. */
@QuarkusMain
public class Relaydesk {

    /** A little more than the service itself may take to stop. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(29);

    private Relaydesk() {}

    public static void main(String... args) {
        var settings = new EarlySettings();
        refuse(settings.complaints());
        if (Boolean.getBoolean("relaydesk.prompts")) {
            tellPrompts();
            return;
        }
        if (Boolean.getBoolean("relaydesk.doctor")) {
            System.exit(Doctor.ofThisMachine(settings, terminal()).finds() ? 1 : 0);
        }
        if (settings.find("relaydesk.log").filter("plain"::equals).isPresent()) {
            System.setProperty("quarkus.log.console.json.enabled", "false");
        }
        if (settings.find("relaydesk.db-url").isPresent()) {
            run(() -> {}, args);
        } else {
            runWithOwnPostgres(Path.of(settings.find("relaydesk.data-dir").orElse("data")), args);
        }
    }

    /** For {@code ./relaydesk prompts}: neither the service nor a database is started. */
    private static void tellPrompts() {
        try {
            var out = terminal();
            out.print(SpaceInstructions.withoutService());
            out.flush();
        } catch (StartRefused e) {
            refuse(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static PrintStream terminal() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }

    private static void runWithOwnPostgres(Path data, String... args) {
        EmbeddedPostgres postgres;
        try {
            postgres = EmbeddedPostgres.start(data, data.resolve("postgres-programs"), Durability.KEPT);
        } catch (PostgresUnavailable e) {
            refuse(List.of(String.valueOf(e.getMessage())));
            return;
        }
        System.setProperty("relaydesk.db-url", postgres.jdbcUrl());
        System.setProperty("relaydesk.db-user", postgres.user());
        System.setProperty("relaydesk.db-password", postgres.password());
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> await(closed)));
        run(
                () -> {
                    postgres.close();
                    closed.countDown();
                },
                args);
    }

    private static void run(Runnable afterwards, String... args) {
        Quarkus.run(
                null,
                (code, error) -> {
                    if (error != null) {
                        StartFailure.tell(error);
                    }
                    afterwards.run();
                    System.exit(code);
                },
                args);
    }

    /** Keeps the process alive until the database has stopped, which it does after the service. */
    private static void await(CountDownLatch closed) {
        try {
            closed.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(List<String> complaints) {
        if (!complaints.isEmpty()) {
            complaints.forEach(System.err::println);
            System.exit(1);
        }
    }
}
