package dev.relaydesk.handoff.slack.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A workspace with one channel on a loopback port: speaks the part of the Web API that Relaydesk uses, refuses what Slack
 * would refuse, and lets its people press and write, which Relaydesk hears of in signed requests. It has no memory beyond
 * the process.
 */
public final class SlackSimulator implements AutoCloseable {

    public static final String APP = "A0SIMULATED";
    public static final String TEAM = "T0SIMULATED";
    public static final String CHANNEL = "C0SUPPORT";
    public static final String BOT = "U0RELAYDESK";

    private final String botToken = "xoxb-" + random();
    private final String signingSecret = random();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Workspace workspace;
    private final Supplier<List<SlackUser>> people;
    private final WebApi api;
    private final Hands hands;

    private SlackSimulator(Supplier<URI> webhook, Supplier<List<SlackUser>> people, Clock clock) {
        this.people = people;
        workspace = new Workspace(clock);
        api = new WebApi(workspace, people, botToken);
        hands = new Hands(workspace, new SignedPost(signingSecret, webhook, clock));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/", this::handle);
        server.setExecutor(threads);
    }

    /**
     * Opens the workspace, empty.
     *
     * @param webhook where presses and messages go, with a slash at the end; asked for each one
     * @param people who is in the workspace; asked each time
     */
    public static SlackSimulator start(Supplier<URI> webhook, Supplier<List<SlackUser>> people, Clock clock) {
        var simulator = new SlackSimulator(webhook, people, clock);
        simulator.server.start();
        return simulator;
    }

    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    }

    public String botToken() {
        return botToken;
    }

    public String signingSecret() {
        return signingSecret;
    }

    public List<SlackUser> people() {
        return people.get();
    }

    /** Everything that was posted and is remembered, the oldest first. */
    public List<SlackMessage> messages() {
        return workspace.all();
    }

    public Optional<SlackMessage> find(String ts) {
        return workspace.find(ts);
    }

    /** Changes with whatever is to be seen. */
    public long version() {
        return workspace.version();
    }

    /** What the API answers from now on: an error of Slack's, {@code http-500} and the like, or nothing wrong. */
    public void play(String trouble) {
        api.play(trouble);
    }

    /** The scopes of the bot's token from now on, separated by commas. */
    public void grant(String scopes) {
        api.grant(scopes);
    }

    /**
     * Presses a button of a message of ours.
     *
     * @return the status that the webhook answered with; 0 when it did not, or there is no such button
     */
    public int press(SlackUser who, String ts, String actionId) {
        return hands.press(who, ts, actionId);
    }

    /** Writes in a thread. Otherwise like {@link #press}. */
    public int reply(SlackUser who, String thread, String text) {
        return hands.reply(who, thread, text);
    }

    @Override
    public void close() {
        server.stop(0);
        hands.close();
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            api.answer(exchange);
        }
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
