package dev.relaydesk.space.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Speaks the wrapper's protocol on a loopback port, with its odd statuses and bodies. Answers from a small file of shop
 * knowledge; a marker such as {@code #failed} in the prompt plays one of the failures ({@code docs/simulators.md}).
 */
public final class SpaceSimulator implements AutoCloseable {

    /** The account it knows when none is named. */
    public static final String ACCOUNT = "simulator";

    /** The Space it pretends to hold when none is named. */
    public static final String COLLECTION = "2f6d0c3a-9b41-4e57-8c20-1d5e7a90b3f4";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Sessions sessions;
    private final CallLog calls;

    /**
     * How it behaves.
     *
     * @param account the only account it knows
     * @param collection UUID of the Space a question without one is not asked in
     * @param wordPause between two words of a streamed answer
     * @param slowFor how long {@code #slow} is silent
     * @param stalledFor how long {@code #curl28} takes to give up; about 36 s in the wrapper
     * @param refusedFor how long {@code #expired} lasts unless the account is updated before
     */
    public record Options(
            String account,
            String collection,
            Duration wordPause,
            Duration slowFor,
            Duration stalledFor,
            Duration refusedFor) {

        /** As slow as the real thing. */
        public static Options standard() {
            return new Options(
                    ACCOUNT,
                    COLLECTION,
                    Duration.ofMillis(30),
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(36),
                    Duration.ofSeconds(60));
        }

        /** Without any pauses; {@code #slow} and {@code #curl28} take a fifth of a second. */
        public static Options quick() {
            Duration brief = Duration.ofMillis(200);
            return new Options(ACCOUNT, COLLECTION, Duration.ZERO, brief, brief, Duration.ofMinutes(10));
        }

        public Options withAccount(String name) {
            return new Options(name, collection, wordPause, slowFor, stalledFor, refusedFor);
        }

        public Options withCollection(String uuid) {
            return new Options(account, uuid, wordPause, slowFor, stalledFor, refusedFor);
        }

        public Options withWordPause(Duration pause) {
            return new Options(account, collection, pause, slowFor, stalledFor, refusedFor);
        }
    }

    private SpaceSimulator(HttpServer server, Options options, Clock clock) {
        this.server = server;
        threads = Executors.newVirtualThreadPerTaskExecutor();
        sessions = new Sessions(options, clock);
        calls = new CallLog();
        var routes = new Routes(options, sessions, new Threads(), calls);
        server.setExecutor(threads);
        server.createContext("/", routes);
        server.start();
    }

    /**
     * Starts on a free port of the loopback address.
     *
     * @param clock says how long {@code #expired} lasts
     */
    public static SpaceSimulator start(Options options, Clock clock) {
        // Without it every streamed word waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new SpaceSimulator(HttpServer.create(address, 1024), options, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The Space simulator found no port", e);
        }
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The last calls, oldest first; at most a thousand. */
    public List<SimulatedCall> calls() {
        return calls.all();
    }

    /** Perplexity accepts the account's cookies again, as after fresh ones were given to the wrapper. */
    public void renewSession() {
        sessions.renew();
    }

    /** Perplexity refuses the account's cookies from now on. */
    public void expireSession() {
        sessions.expire();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
