package dev.relaydesk.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.relaydesk.access.Actor;
import dev.relaydesk.action.ActionPolicy;
import dev.relaydesk.action.Policies;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;

/** The vocabulary of the stories: customers who write, a Space and a WhatsApp that play a script, and the rows. */
@Singleton
class Story {

    private static final AtomicLong PEOPLE = new AtomicLong(System.nanoTime() % 1_000_000);

    /** One change of a server's connection that a story needs: handle, or fail as the wire does. */
    private interface Play {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final Jdbi jdbi;
    private final Policies policies;
    private final ScriptedSpace space = new ScriptedSpace();
    private final ScriptedWhatsApp whatsApp = new ScriptedWhatsApp();
    private final ScriptedShop shop = new ScriptedShop();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<HttpServer> servers;

    Story(Jdbi jdbi, Policies policies) throws IOException {
        this.jdbi = jdbi;
        this.policies = policies;
        System.setProperty("sun.net.httpserver.nodelay", "true");
        servers = List.of(
                serve("relaydesk.space.base-url", space::handle),
                serve("relaydesk.whatsapp.api-url", whatsApp::handle),
                serve("relaydesk.shop-url", shop::handle));
    }

    private HttpServer serve(String setting, Play play) throws IOException {
        URI address = URI.create(ConfigProvider.getConfig().getValue(setting, String.class));
        HttpServer server = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                play.handle(exchange);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    @PreDestroy
    void end() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
        http.close();
    }

    /** Nothing is left over from the story before. */
    void begins() {
        space.forgets();
        whatsApp.forgets();
        shop.forgets();
        sql("DELETE FROM delivery_pause");
        everyPolicyIsAsItComes();
    }

    private void everyPolicyIsAsItComes() {
        List<String> changed = jdbi.withHandle(handle -> handle.select("SELECT action FROM action_policy")
                .mapTo(String.class)
                .list());
        for (String action : changed) {
            long version = policies.held(action).version();
            policies.change(action, ActionPolicy.initial(action), version, Actor.SYSTEM);
        }
    }

    Customer customer() {
        return new Customer(this, "4477" + (10_000_000 + PEOPLE.incrementAndGet()));
    }

    ScriptedSpace space() {
        return space;
    }

    ScriptedShop shop() {
        return shop;
    }

    ScriptedWhatsApp whatsApp() {
        return whatsApp;
    }

    /** Posts a value of the field {@code messages}, signed; single quotes stand for double ones. */
    void webhook(String value) {
        webhook("messages", value);
    }

    void webhook(String field, String value) {
        String body = ("{'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'" + field
                        + "','value':{'messaging_product':'whatsapp','metadata':{'phone_number_id':'"
                        + StoryResource.NUMBER + "'}," + value + "}}]}]}")
                .replace('\'', '"');
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        ConfigProvider.getConfig().getValue("test.url", String.class) + "/webhooks/whatsapp"))
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(hmac(body)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(StoryResource.APP_SECRET.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(body.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** WhatsApp reports what became of a message. */
    void reports(ScriptedWhatsApp.Taken message, String status) {
        webhook("'statuses':[{'id':'" + message.id() + "','status':'" + status + "','timestamp':'"
                + System.currentTimeMillis() / 1000 + "','recipient_id':'" + message.to()
                + "','biz_opaque_callback_data':'" + message.correlation() + "'}]");
    }

    /** Nothing is on its way in, being answered or on its way out, except what is held up until later. */
    void everythingSettles() {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(text("""
                                SELECT (SELECT count(*) FROM conversation_inbound WHERE state = 'received') || ' '
                                    || (SELECT count(*) FROM conversation_control
                                        WHERE due_at IS NOT NULL OR lease_owner IS NOT NULL) || ' '
                                    || (SELECT count(*) FROM delivery_receipt
                                        WHERE state = 'received' AND received_at < now() - interval '1 second') || ' '
                                    || (SELECT count(*) FROM delivery_outbox o WHERE state = 'sending' OR state = 'queued'
                                        AND due_at <= now() AND NOT EXISTS (SELECT FROM delivery_pause)
                                        AND NOT EXISTS (SELECT FROM delivery_outbox b WHERE b.id < o.id
                                            AND b.conversation_id = o.conversation_id
                                            AND b.state IN ('queued', 'unknown'))) || ' '
                                    || (SELECT count(*) FROM action
                                        WHERE due_at IS NOT NULL AND state IN ('validated', 'executing', 'ambiguous'))
                                """)).isEqualTo("0 0 0 0 0"));
    }

    void until(String query, String expected) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(text(query)).isEqualTo(expected));
    }

    int sql(String statement, Object... arguments) {
        return jdbi.withHandle(handle -> handle.execute(statement, arguments));
    }

    /** The first column of the only row, or {@code none}. */
    String text(String query, Object... arguments) {
        return jdbi.withHandle(handle ->
                handle.select(query, arguments).mapTo(String.class).findOne().orElse("none"));
    }

    List<Map<String, Object>> rows(String query, Object... arguments) {
        return jdbi.withHandle(
                handle -> handle.select(query, arguments).mapToMap().list());
    }
}
