package dev.relaydesk.ticket.simulator;

import dev.relaydesk.platform.http.OutgoingHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jboss.logging.Logger;

/** Brings a webhook once; who misses it finds out by polling. */
final class HintCourier implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HintCourier.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Signatures signatures;
    private final Supplier<URI> webhook;
    private final Clock clock;
    private final CloseableHttpClient http = OutgoingHttp.client(PATIENCE, PATIENCE, 4);

    HintCourier(Signatures signatures, Supplier<URI> webhook, Clock clock) {
        this.signatures = signatures;
        this.webhook = webhook;
        this.clock = clock;
    }

    void tell(String ticket) {
        byte[] body = ("{\"ticket\":{\"id\":\"" + ticket + "\"}}").getBytes(StandardCharsets.UTF_8);
        String at = Long.toString(clock.instant().getEpochSecond());
        var request = new HttpPost(webhook.get());
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        request.setHeader("X-Relaydesk-Timestamp", at);
        request.setHeader("X-Relaydesk-Signature", signatures.sign(at + ".", body));
        request.setHeader("X-Relaydesk-Delivery", UUID.randomUUID());
        try {
            int status = http.execute(request, response -> response.getCode());
            LOG.debugf("The webhook was answered with %s", status);
        } catch (IOException e) {
            LOG.infof("The webhook could not be brought: %s", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}
