package dev.relaydesk.ticket.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.relaydesk.platform.http.Deadlines;
import dev.relaydesk.platform.http.OutgoingHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Calls a ticket system once and judges what is known afterwards. */
final class GatewayHttp implements AutoCloseable {

    private static final int CONNECTIONS = 16;
    /** A ticket with a long history is far below. */
    private static final int LONGEST_ANSWER = 2 * 1024 * 1024;

    private static final int LONGEST_COMPLAINT = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Who we are, shown with each request. */
    @FunctionalInterface
    interface Credentials {
        Map<String, String> headers(String method, String target, byte[] body);
    }

    private final String base;
    private final Credentials credentials;
    private final Duration timeout;
    private final CloseableHttpClient http;
    private final Deadlines deadlines = new Deadlines();

    GatewayHttp(GatewaySettings settings, Credentials credentials) {
        this.base = settings.base();
        this.credentials = credentials;
        this.timeout = settings.timeout();
        this.http = OutgoingHttp.client(settings.connectTimeout(), settings.timeout(), CONNECTIONS);
    }

    Outcome<Answer> get(String path) {
        return exchange("GET", path, null, Map.of());
    }

    Outcome<Answer> post(String path, JsonNode body, Map<String, String> headers) {
        return exchange("POST", path, body, headers);
    }

    Outcome<Answer> put(String path, JsonNode body) {
        return exchange("PUT", path, body, Map.of());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Outcome<Answer> exchange(String method, String path, @Nullable JsonNode json, Map<String, String> headers) {
        var request = new HttpUriRequestBase(method, URI.create(base + path));
        byte[] body = json == null ? new byte[0] : json.toString().getBytes(StandardCharsets.UTF_8);
        if (json != null) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        request.setHeader("Accept", "application/json");
        // One that was kept may have been closed over there just now, and then nobody would know whether a write
        // arrived.
        request.setHeader("Connection", "close");
        credentials.headers(method, path, body).forEach(request::setHeader);
        headers.forEach(request::setHeader);
        try (var _ = deadlines.within(timeout, request::abort)) {
            return http.execute(request, GatewayHttp::judged);
        } catch (ConnectTimeoutException
                | ConnectionRequestTimeoutException
                | UnknownHostException
                | NoRouteToHostException
                | ConnectException
                | SSLHandshakeException e) {
            return new Outcome.Refused<>("unreachable", e.getClass().getSimpleName(), true, null);
        } catch (IOException | CancellationException e) {
            return new Outcome.Unclear<>("no_answer", e.getClass().getSimpleName(), null);
        }
    }

    private static Outcome<Answer> judged(ClassicHttpResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            try (var content = response.getEntity().getContent()) {
                body = content.readNBytes(LONGEST_ANSWER);
            }
        }
        int status = response.getCode();
        String code = "http_" + status;
        Duration pause = pause(response.getFirstHeader("Retry-After"));
        String complaint = new String(body, 0, Math.min(body.length, LONGEST_COMPLAINT), StandardCharsets.UTF_8);
        return switch (status) {
            case 401, 403, 409, 429 -> new Outcome.Refused<>(code, complaint, true, pause);
            case 408 -> new Outcome.Unclear<>(code, complaint, pause);
            default ->
                status >= 500
                        ? new Outcome.Unclear<>(code, complaint, pause)
                        : status >= 300 ? new Outcome.Refused<>(code, complaint, false, null) : read(status, body);
        };
    }

    private static Outcome<Answer> read(int status, byte[] body) {
        if (body.length == 0) {
            return new Outcome.Done<>(new Answer(status, MissingNode.getInstance()));
        }
        try {
            return new Outcome.Done<>(new Answer(status, JSON.readTree(body)));
        } catch (IOException _) {
            return new Outcome.Unclear<>("unreadable", "Status " + status + " with something that is not JSON", null);
        }
    }

    /** Seconds, brought within one second and ten minutes; anything else does not count. */
    private static @Nullable Duration pause(@Nullable Header header) {
        String value = header == null ? "" : header.getValue().strip();
        return value.matches("[0-9]{1,18}") ? Duration.ofSeconds(Math.clamp(Long.parseLong(value), 1, 600)) : null;
    }

    @Override
    public void close() {
        deadlines.close();
        http.close(CloseMode.IMMEDIATE);
    }
}
