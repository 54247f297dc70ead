package dev.relaydesk.handoff.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.http.Deadlines;
import dev.relaydesk.platform.http.OutgoingHttp;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/** Calls a method of Slack's Web API: once, and within its time. Blocks; meant for virtual threads. */
@Singleton
class SlackClient {

    private static final int CONNECTIONS = 64;
    /** An answer repeats the message it was given. */
    private static final int LONGEST_ANSWER = 512 * 1024;

    private final CloseableHttpClient http;
    private final Duration deadline;
    private final Deadlines deadlines = new Deadlines();

    SlackClient(SlackConfig config) {
        http = OutgoingHttp.client(config.connectTimeout(), config.sendTimeout(), CONNECTIONS);
        deadline = config.sendTimeout();
    }

    SlackAnswer post(SlackAccount account, String method, JsonNode body) {
        var request = new HttpPost(account.method(method));
        // Slack warns of a body whose character set it is not told.
        request.setEntity(
                new ByteArrayEntity(SlackJson.write(body), ContentType.parse("application/json; charset=utf-8")));
        return call(account, request);
    }

    /** Methods that only read take no JSON. */
    SlackAnswer user(SlackAccount account, String id) {
        return call(account, new HttpGet(URI.create(account.method("users.info") + "?user=" + id)));
    }

    private SlackAnswer call(SlackAccount account, HttpUriRequestBase request) {
        request.setHeader("Authorization", "Bearer " + account.botToken());
        try (var _ = deadlines.within(deadline, request::abort)) {
            return http.execute(request, SlackClient::read);
        } catch (IOException | CancellationException e) {
            return SlackAnswer.none(e.getClass().getSimpleName());
        }
    }

    private static SlackAnswer read(ClassicHttpResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            try (var content = response.getEntity().getContent()) {
                body = content.readNBytes(LONGEST_ANSWER);
            }
        }
        Header retryAfter = response.getFirstHeader("Retry-After");
        return SlackAnswer.of(response.getCode(), body, retryAfter == null ? "" : retryAfter.getValue());
    }

    @PreDestroy
    void close() {
        deadlines.close();
        http.close(CloseMode.IMMEDIATE);
    }
}
