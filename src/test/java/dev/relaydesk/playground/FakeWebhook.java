package dev.relaydesk.playground;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where the real webhook will stand, and keeps what it is sent. */
@Singleton
@Path("/webhooks/whatsapp")
class FakeWebhook {

    record Received(String signature, byte[] body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();

    @POST
    @PermitAll
    public String take(@HeaderParam("X-Hub-Signature-256") String signature, byte[] body) {
        received.add(new Received(signature, body));
        return "EVENT_RECEIVED";
    }

    List<Received> received() {
        return received;
    }
}
