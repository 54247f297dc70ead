package dev.relaydesk.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.ticket.gateway.GatewayConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * Where ticket systems tell that something changed. It is only a hint, because such bodies are often late or partial: the
 * ticket is read afterwards.
 */
@Path("/webhooks/tickets/{gateway}")
class TicketWebhook {

    private static final Logger LOG = Logger.getLogger(TicketWebhook.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ID = 200;

    /** In which header each system numbers its deliveries; the same number for each repetition. */
    private static final List<String> DELIVERIES =
            List.of("X-Zammad-Delivery", "X-Zendesk-Webhook-Invocation-Id", "X-Relaydesk-Delivery");

    private final TicketProgress progress;
    private final Pollers pollers;
    private final Clock clock;
    private final String gateway;
    private final HintSignature signature;

    TicketWebhook(
            TicketProgress progress,
            GatewayConfig config,
            TicketDesk desk,
            SimulatedDesk simulated,
            Pollers pollers,
            Clock clock) {
        this.progress = progress;
        this.pollers = pollers;
        this.clock = clock;
        this.gateway = desk.name();
        String secret = desk.isSimulated()
                ? simulated.secret()
                : config.secret().orElse("").strip();
        this.signature = new HintSignature(gateway, secret);
    }

    /** Bytes first, signature next, and only then a look inside. What makes no sense is acknowledged and left. */
    @POST
    @PermitAll
    @RunOnVirtualThread
    public Response receive(@RestPath("gateway") String named, @Context HttpHeaders headers, byte @Nullable [] sent) {
        byte[] body = sent == null ? new byte[0] : sent;
        if (!named.equals(gateway) || !signature.isValid(name -> header(headers, name), body, clock.instant())) {
            return Response.status(401).build();
        }
        String id = ticketIn(body);
        if (!id.isEmpty()) {
            String delivery = DELIVERIES.stream()
                    .map(name -> header(headers, name))
                    .filter(each -> !each.isEmpty() && each.length() <= LONGEST_ID)
                    .findFirst()
                    .orElse("");
            try {
                if (progress.hint(gateway, id, delivery)) {
                    pollers.wake(TicketWatch.NAME);
                }
            } catch (RuntimeException e) {
                LOG.error("A ticket system's webhook could not be taken", e);
                return Response.status(503).build();
            }
        }
        return Response.ok().build();
    }

    /** The systems put it in one of two places. Empty when there is none that could be one. */
    private static String ticketIn(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return Stream.of(json.at("/ticket/id"), json.at("/detail/id"))
                    .filter(each -> each.isTextual() || each.isIntegralNumber())
                    .map(JsonNode::asText)
                    .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID && id.indexOf('\0') < 0)
                    .findFirst()
                    .orElse("");
        } catch (IOException _) {
            return "";
        }
    }

    private static String header(HttpHeaders headers, String name) {
        List<String> values = headers.getRequestHeader(name);
        return values == null || values.size() != 1 ? "" : values.getFirst();
    }
}
