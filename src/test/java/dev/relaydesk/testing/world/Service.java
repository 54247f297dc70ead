package dev.relaydesk.testing.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, on two ports that stay the same over restarts. */
public final class Service implements Closeable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Map<String, String> settings;
    private final OptionalInt core;
    private final Path directory;
    private final int port = Postgres.freePort();
    private final int managementPort = Postgres.freePort();
    private final Webhook webhook = new Webhook(port);
    private final Webhook management = new Webhook(managementPort);
    private Process process;

    /** Starts it and waits until it is ready. */
    public Service(String name, Map<String, String> settings, OptionalInt core)
            throws IOException, InterruptedException {
        this.name = name;
        this.core = core;
        directory = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "service-" + name + "-");
        this.settings = new HashMap<>(settings);
        this.settings.put("RELAYDESK_HTTP_PORT", Integer.toString(port));
        this.settings.put("RELAYDESK_MANAGEMENT_PORT", Integer.toString(managementPort));
        this.settings.put("RELAYDESK_BASE_URL", "http://localhost:" + port);
        this.settings.put("RELAYDESK_DATA_DIR", directory.resolve("data").toString());
        process = spawn();
        awaitReady();
    }

    public Webhook webhook() {
        return webhook;
    }

    public long pid() {
        return process.pid();
    }

    public int managementPort() {
        return managementPort;
    }

    public int port() {
        return port;
    }

    public Path log() {
        return directory.resolve("service.log");
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        webhook.close();
        management.close();
    }

    /** SIGTERM; false if it is still there after the time. */
    public boolean stop(Duration time) throws InterruptedException {
        process.destroy();
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGSTOP and SIGCONT. */
    public void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }

    /** Starts the process again without waiting for it. */
    public void startAgain() throws IOException {
        process = spawn();
    }

    public boolean isReady() {
        try {
            byte[] ask = "GET /q/health/ready HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(ISO_8859_1);
            return management.exchange(ask).status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** Waits for ready; the time it took from now on. */
    public Duration awaitReady() throws IOException, InterruptedException {
        long from = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - from > START_PATIENCE.toNanos()) {
                throw new IOException("Service " + name + " does not become ready:\n" + tail(60));
            }
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** The end of its log without what is only information, for the message of a failing test. */
    public String tail(int lines) {
        try {
            List<String> all = Files.readAllLines(log(), ISO_8859_1).stream()
                    .filter(line -> !line.contains("\"level\":\"INFO\""))
                    .map(Service::shortened)
                    .toList();
            return log() + ":\n" + String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String shortened(String line) {
        int message = Math.max(0, line.indexOf("\"level\""));
        return line.substring(message, Math.min(line.length(), message + 900));
    }

    @Override
    public void close() {
        try {
            if (!stop(Duration.ofSeconds(35))) {
                kill();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        webhook.close();
        management.close();
    }

    private Process spawn() throws IOException {
        List<String> command = new ArrayList<>(Cpu.pinnedTo(core));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String options = System.getProperty("relaydesk.service.jvm", "-Xmx256m");
        command.addAll(List.of(options.split(" ", -1)));
        command.add("-jar");
        command.add(Path.of(System.getProperty("relaydesk.app", "target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath()
                .toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), "service.log")));
        builder.environment().keySet().removeIf(key -> key.startsWith("RELAYDESK_") || key.startsWith("QUARKUS_"));
        builder.environment().putAll(settings);
        return builder.start();
    }
}
