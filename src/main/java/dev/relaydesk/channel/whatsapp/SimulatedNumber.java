package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.channel.whatsapp.simulator.GraphSimulator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The number of the playground: it exists in every installation, and behind it stands not Meta but a simulator in this
 * process. Its keys are made once and stand in {@code platform_setting}, where the other replicas and the playground
 * find them.
 */
@ApplicationScoped
class SimulatedNumber {

    static final String PHONE_NUMBER_ID = "100000000000001";

    private static final String KEY_PREFIX = "whatsapp.simulator.";

    private final Jdbi jdbi;
    private final String apiVersion;
    private final Instance<HttpServer> ownServer;
    private final Clock clock;
    private @Nullable GraphSimulator graph;

    SimulatedNumber(Jdbi jdbi, WhatsAppConfig config, Instance<HttpServer> ownServer, Clock clock) {
        this.jdbi = jdbi;
        this.apiVersion = config.apiVersion();
        this.ownServer = ownServer;
        this.clock = clock;
    }

    /** Starts the simulator when it is asked for the first time. */
    synchronized WhatsAppAccount account() {
        shared("phone_number_id", PHONE_NUMBER_ID);
        String token = shared("access_token", random());
        String secret = shared("app_secret", random());
        String verifyToken = shared("verify_token", random());
        if (graph == null) {
            graph = new GraphSimulator(PHONE_NUMBER_ID, token, secret, this::ownWebhook, clock);
            graph.start();
        }
        return new WhatsAppAccount(
                PHONE_NUMBER_ID,
                graph.baseUrl(),
                apiVersion,
                token,
                List.of(new WhatsAppSignature(secret)),
                verifyToken);
    }

    /** Meta's side of it, in this process. */
    synchronized GraphSimulator graph() {
        account();
        return Objects.requireNonNull(graph);
    }

    /** Late, so that what is still being sent finds it there. */
    synchronized void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        if (graph != null) {
            graph.close();
            graph = null;
        }
    }

    /** The value under which this installation goes; the proposal counts only if there is none yet. */
    private String shared(String name, String proposal) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(
                            "INSERT INTO platform_setting (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING")
                    .bind("key", KEY_PREFIX + name)
                    .bind("value", proposal)
                    .execute();
            return handle.createQuery("SELECT value FROM platform_setting WHERE key = :key")
                    .bind("key", KEY_PREFIX + name)
                    .mapTo(String.class)
                    .one();
        });
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Asked late, because a port of 0 is only known once the server listens. */
    private URI ownWebhook() {
        return URI.create("http://127.0.0.1:" + ownServer.get().getPort() + "/webhooks/whatsapp");
    }
}
