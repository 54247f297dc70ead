package dev.relaydesk.handoff.slack.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts to Relaydesk as Slack does. Its signer shares nothing with the one that checks. */
final class SignedPost implements AutoCloseable {

    private final String secret;
    private final Supplier<URI> webhook;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    SignedPost(String secret, Supplier<URI> webhook, Clock clock) {
        this.secret = secret;
        this.webhook = webhook;
        this.clock = clock;
    }

    /** The status of the answer; 0 when there was none within the three seconds that Slack waits. */
    int send(String path, String contentType, String body) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        var request = HttpRequest.newBuilder(webhook.get().resolve(path))
                .timeout(Duration.ofSeconds(3))
                .header("Content-Type", contentType)
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature("v0:" + timestamp + ":" + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private String signature(String base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            var hex = new StringBuilder("v0=");
            for (byte each : mac.doFinal(base.getBytes(UTF_8))) {
                hex.append("0123456789abcdef".charAt(each >> 4 & 15)).append("0123456789abcdef".charAt(each & 15));
            }
            return hex.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
