package dev.relaydesk.playground;

import dev.relaydesk.platform.http.OutgoingHttp;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jdbi.v3.core.Jdbi;

/** A customer's phone: what it sends comes in through the front door, as a signed notification to our own webhook. */
@ApplicationScoped
class Phone {

    /** Longest text WhatsApp lets a person send. */
    static final int LONGEST = 4096;

    private final Jdbi jdbi;
    private final Clock clock;
    private final CloseableHttpClient http = OutgoingHttp.client(Duration.ofSeconds(2), Duration.ofSeconds(10), 8);

    Phone(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Returns once the message is committed. The same id twice is one message.
     *
     * @param port where this process listens on loopback
     * @throws Refusal when the simulator is off or the webhook did not take it
     */
    void send(Tester tester, String id, String text, int port) {
        SimulatedAccount account = SimulatedAccount.read(jdbi)
                .orElseThrow(() -> new Refusal(ProblemType.UNAVAILABLE, "The simulated WhatsApp is off"));
        var notification = Notification.of(
                account, tester.number(), tester.name(), "wamid.playground." + id, text, clock.instant());
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
