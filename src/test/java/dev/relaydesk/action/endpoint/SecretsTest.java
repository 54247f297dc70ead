package dev.relaydesk.action.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys go to the one who needs them, and nowhere else. */
class SecretsTest {

    private static final String SECRET = "s3cr\"et/+\\key";

    private final Outside outside = new Outside();
    private final EndpointCalls calls =
            new EndpointCalls(name -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler ear = new Ear();

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(ear);
        Logger.getLogger("dev.relaydesk").setLevel(Level.ALL);
        // As application.properties has it, whatever the level of everything else.
        Logger.getLogger("org.apache.hc").setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(ear);
        Logger.getLogger("dev.relaydesk").setLevel(null);
        Logger.getLogger("org.apache.hc").setLevel(null);
        calls.close();
        outside.close();
    }

    @Test
    void a_secret_that_is_sent_back_is_seen_by_nobody() throws Exception {
        String json = new ObjectMapper().writeValueAsString(Map.of("status", SECRET));
        String split = SECRET.substring(0, 4) + "\u200b" + SECRET.substring(4);
        for (String head :
                List.of("200 OK", "201 Created", "400 Bad", "500 Bad", "302 Go\nLocation: /" + SECRET, "429 Busy")) {
            for (String body :
                    List.of(SECRET, json, "Bearer " + SECRET, "?key=" + Percent.encode(SECRET), split, "<" + SECRET)) {
                outside.answers(head, body);
                assertSilent(call("", "GET"));
                assertSilent(call("answer=/status", "GET"));
                assertSilent(call("", "POST"));
            }
        }

        assertThat(outside.requests()).allMatch(request -> request.contains("\r\nAuthorization: Bearer " + SECRET));
        assertThat(log).isNotEmpty().noneMatch(line -> line.contains("s3cr"));
    }

    @Test
    void a_secret_is_not_told_when_nobody_answers() {
        outside.plays(socket -> {});
        assertSilent(call("", "GET"));
        outside.close();
        assertSilent(call("", "POST"));
        assertThat(log).noneMatch(line -> line.contains("s3cr"));
    }

    private CallResult call(String more, String method) {
        Endpoint endpoint = Settings.shop("""
                url=http://shop.test:%d/
                method=%s
                allow-http=true
                allow-networks=127.0.0.1
                headers.Authorization=Bearer ${secret:shop-key}
                relaydesk.action.secrets.shop-key=%s
                """.formatted(outside.port(), method, SECRET.replace("\\", "\\\\")) + more);
        assertThat(endpoint.toString() + endpoint.form() + endpoint.answer() + endpoint.bounds())
                .doesNotContain("s3cr");
        return calls.call(endpoint, JsonNodeFactory.instance.objectNode(), "k");
    }

    private static void assertSilent(CallResult result) {
        assertThat(result.toString()).doesNotContain("s3cr");
    }

    private final class Ear extends Handler {

        Ear() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord each) {
            log.add(each.getLoggerName() + " " + each.getMessage() + " " + each.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
