package dev.relaydesk.ticket.gateway;

import static dev.relaydesk.ticket.gateway.Answer.text;
import static dev.relaydesk.ticket.gateway.GatewayHttp.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.platform.examination.Finding;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Anything else: JSON of ours, signed, with an idempotency key. docs/tickets.md describes what the other side must do. */
final class SignedWebhook implements TicketGateway {

    private static final Map<String, TicketStatus> STATUSES = Map.of(
            "open", TicketStatus.OPEN,
            "waiting", TicketStatus.WAITING,
            "solved", TicketStatus.SOLVED,
            "closed", TicketStatus.CLOSED);

    private final GatewaySettings settings;
    private final StatusNames statuses;
    private final GatewayHttp http;

    SignedWebhook(GatewaySettings settings, Clock clock) {
        this.settings = settings;
        this.statuses = settings.statuses(STATUSES);
        var signature = new HmacSha256(settings.secret());
        this.http = new GatewayHttp(settings, (method, target, body) -> {
            Map<String, String> headers = new LinkedHashMap<>();
            String at = Long.toString(clock.instant().getEpochSecond());
            headers.put("X-Relaydesk-Timestamp", at);
            headers.put(
                    "X-Relaydesk-Signature", "sha256=" + signature.hex(at + "." + method + " " + target + ".", body));
            if (!settings.token().isEmpty()) {
                headers.put("Authorization", "Bearer " + settings.token());
            }
            return headers;
        });
    }

    @Override
    public Repeat repeat() {
        return Repeat.WITH_KEY;
    }

    @Override
    public Outcome<OutsideTicket> create(Filing filing) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("reference", filing.reference())
                .put("customer_number", filing.number())
                .put("project", settings.project())
                .put("subject", filing.title())
                .put("description", filing.body())
                .put("priority", filing.priority());
        return http.post("/tickets", body, Map.of("Idempotency-Key", filing.reference()))
                .then(answer -> answer.as(this::ticket));
    }

    @Override
    public Outcome<Optional<OutsideTicket>> find(String reference) {
        return http.get("/tickets?reference=" + encoded(reference))
                .then(answer ->
                        answer.first("/tickets", each -> text(each, "reference").equals(reference)))
                .map(found -> found.map(this::ticket));
    }

    @Override
    public Outcome<Posted> comment(String ticket, Note note) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("key", note.mark())
                .put("author", note.author())
                .put("text", note.text())
                .put("private", note.forStaff());
        return http.post(comments(ticket), body, Map.of("Idempotency-Key", note.mark()))
                .then(answer -> answer.as(json -> json.path("private").isBoolean()
                        ? Posted.seen(note, json.path("private").asBoolean())
                        : null));
    }

    @Override
    public Outcome<Posted> look(String ticket, Note note) {
        return http.get(comments(ticket))
                .then(answer ->
                        answer.first("/comments", each -> text(each, "key").equals(note.mark())))
                .map(found ->
                        Posted.of(note, found, each -> each.path("private").asBoolean()));
    }

    private static String comments(String ticket) {
        return "/tickets/" + encoded(ticket) + "/comments";
    }

    @Override
    public Outcome<OutsideTicket> read(String ticket) {
        return Gone.orElse(http.get("/tickets/" + encoded(ticket))).then(answer -> answer.as(this::ticket));
    }

    private @Nullable OutsideTicket ticket(JsonNode json) {
        String status = text(json, "status");
        return OutsideTicket.of(
                text(json, "id"),
                text(json, "number"),
                text(json, "url"),
                statuses.meaning(status, TicketStatus.OPEN),
                status);
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                Examined.of(
                        find("relaydesk-examines-the-search"),
                        "a signed search is answered",
                        "The other side has to check the signature with RELAYDESK_TICKET_SECRET and answer as docs/tickets.md says"));
    }

    @Override
    public void close() {
        http.close();
    }
}
