package dev.relaydesk.playground;

import dev.relaydesk.platform.http.OutgoingHttp;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Brings notifications to our own webhook, over HTTP like everybody else's. */
@ApplicationScoped
class FrontDoor {

    private final CloseableHttpClient http = OutgoingHttp.client(Duration.ofSeconds(2), Duration.ofSeconds(10), 8);

    /**
     * Returns once the notification is committed.
     *
     * @param port where this process listens on loopback
     * @throws Refusal when the webhook did not take it
     */
    void deliver(Notification notification, int port) {
        var post = new HttpPost("http://127.0.0.1:" + port + "/webhooks/whatsapp");
        post.setHeader("X-Hub-Signature-256", notification.signature());
        post.setEntity(new ByteArrayEntity(notification.body(), ContentType.APPLICATION_JSON));
        int status;
        try {
            status = http.execute(post, response -> response.getCode());
        } catch (IOException e) {
            throw new Refusal(ProblemType.UNAVAILABLE, "The webhook could not be reached");
        }
        if (status != 200) {
            throw new Refusal(ProblemType.UNAVAILABLE, "The webhook answered with status " + status);
        }
    }

    @PreDestroy
    void hangUp() throws IOException {
        http.close();
    }
}
