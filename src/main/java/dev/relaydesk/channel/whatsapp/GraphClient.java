package dev.relaydesk.channel.whatsapp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.delivery.SendResult;
import dev.relaydesk.platform.http.Deadlines;
import dev.relaydesk.platform.http.OutgoingHttp;
import dev.relaydesk.platform.json.BoundedJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/** One POST to the Graph API: once, within its time, and honest about whether it can have been taken. */
final class GraphClient implements AutoCloseable {

    /** Far above what all workers of a process send at once. */
    private static final int CONNECTIONS = 256;
    /** Meta's answers have a few hundred bytes. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final CloseableHttpClient http;
    private final Duration deadline;
    private final Deadlines deadlines = new Deadlines();

    GraphClient(Duration connect, Duration deadline) {
        this.http = OutgoingHttp.client(connect, deadline, CONNECTIONS);
        this.deadline = deadline;
    }

    /** Posts to the account's messages address and returns within the deadline, even if the answer drips in. */
    SendResult send(WhatsAppAccount account, ObjectNode body, int attempt) {
        var request = new HttpPost(account.messagesUrl());
        request.setHeader("Authorization", "Bearer " + account.accessToken());
        byte[] json = BoundedJson.write(body).getBytes(US_ASCII);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        try (var _ = deadlines.within(deadline, request::abort)) {
            return http.execute(request, GraphClient::read).toResult(attempt, account.accessToken());
        } catch (ConnectTimeoutException
                | ConnectionRequestTimeoutException
                | UnknownHostException
                | NoRouteToHostException
                | SSLHandshakeException e) {
            return unreachable(e, attempt);
        } catch (ConnectException e) {
            return unreachable(e, attempt);
        } catch (IOException | CancellationException e) {
            return new SendResult.Unknown("no-answer", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        deadlines.close();
        http.close(CloseMode.IMMEDIATE);
    }

    private static SendResult unreachable(IOException e, int attempt) {
        long seconds = 1L << Math.clamp(attempt, 1, 6);
        return new SendResult.TryLater(
                Duration.ofSeconds(seconds), "unreachable", e.getClass().getSimpleName());
    }

    private static GraphAnswer read(ClassicHttpResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            try (var content = response.getEntity().getContent()) {
                body = content.readNBytes(LONGEST_ANSWER);
            }
        }
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new GraphAnswer(response.getCode(), body, retryAfter == null ? null : retryAfter.getValue());
    }
}
