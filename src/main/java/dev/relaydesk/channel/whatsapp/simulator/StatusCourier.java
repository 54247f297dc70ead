package dev.relaydesk.channel.whatsapp.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Brings signed notifications to a webhook; with statuses it comes again a few times when it is not answered with 200. */
final class StatusCourier implements AutoCloseable {

    private static final int TRIES = 5;

    private final String phoneNumberId;
    private final WebhookSigner signer;
    private final Supplier<URI> callback;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private volatile boolean closed;

    StatusCourier(String phoneNumberId, WebhookSigner signer, Supplier<URI> callback, Clock clock) {
        this.phoneNumberId = phoneNumberId;
        this.signer = signer;
        this.callback = callback;
        this.clock = clock;
    }

    /** Reports what became of a message, in this order, as its text asks for. Returns when all are delivered. */
    void report(ObjectNode status, GraphMarkers markers) {
        int failure = markers.number("status-failed-", 0);
        List<String> names = failure != 0
                ? List.of("sent", "failed")
                : markers.has("status-reversed")
                        ? List.of("read", "delivered", "sent")
                        : List.of("sent", "delivered", "read");
        for (String name : names) {
            ObjectNode one = status.deepCopy().put("status", name);
            if (name.equals("failed")) {
                one.putArray("errors").addObject().put("code", failure).put("title", "simulated");
            }
            deliver(one);
            if (markers.has("status-twice")) {
                deliver(one);
            }
        }
    }

    /** Brings a person's message, once. Returns whether it was taken. */
    boolean bring(String from, String name, ObjectNode message) {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        ObjectNode contact = value.putArray("contacts").addObject().put("wa_id", from);
        contact.putObject("profile").put("name", name);
        value.putArray("messages").add(message.put("from", from));
        return post(notification(value));
    }

    private void deliver(ObjectNode status) {
        status.put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.putArray("statuses").add(status);
        byte[] body = notification(value);
        for (int attempt = 1; attempt <= TRIES && !closed; attempt++) {
            if (post(body)) {
                return;
            }
            try {
                Thread.sleep(Duration.ofMillis(200L << attempt));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private byte[] notification(ObjectNode news) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("object", "whatsapp_business_account");
        ObjectNode change = root.putArray("entry")
                .addObject()
                .put("id", "100000000000000")
                .putArray("changes")
                .addObject();
        ObjectNode value = change.put("field", "messages").putObject("value").put("messaging_product", "whatsapp");
        value.putObject("metadata").put("display_phone_number", "15550000000").put("phone_number_id", phoneNumberId);
        value.setAll(news);
        return WebhookSigner.wireForm(root.toString());
    }

    private boolean post(byte[] body) {
        try {
            var request = HttpRequest.newBuilder(callback.get())
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("X-Hub-Signature-256", signer.header(body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
    }
}
