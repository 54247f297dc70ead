package dev.relaydesk.ticket.gateway;

import static dev.relaydesk.ticket.gateway.Answer.text;
import static dev.relaydesk.ticket.gateway.GatewayHttp.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.platform.examination.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Zammad. It has no idempotency and its search lags behind, so a lost answer is looked up and never repeated. */
final class Zammad implements TicketGateway {

    private static final Map<String, TicketStatus> STATUSES = Map.of(
            "new", TicketStatus.OPEN,
            "open", TicketStatus.OPEN,
            "pending reminder", TicketStatus.WAITING,
            "pending close", TicketStatus.SOLVED,
            "closed", TicketStatus.CLOSED);

    private static final Map<String, String> PRIORITIES =
            Map.of("low", "1 low", "normal", "2 normal", "high", "3 high");

    private final GatewaySettings settings;
    private final StatusNames statuses;
    private final GatewayHttp http;

    Zammad(GatewaySettings settings) {
        this.settings = settings;
        this.statuses = settings.statuses(STATUSES);
        this.http = new GatewayHttp(settings, (_, _, _) -> Map.of("Authorization", "Token token=" + settings.token()));
    }

    @Override
    public Repeat repeat() {
        return Repeat.NEVER;
    }

    @Override
    public Outcome<OutsideTicket> create(Filing filing) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("title", filing.title())
                .put("group", settings.project())
                .put("customer_id", "guess:" + settings.email())
                .put("priority", PRIORITIES.getOrDefault(filing.priority(), "2 normal"))
                .put(settings.field(), filing.reference());
        article(body.putObject("article"), filing.title(), filing.body(), false, "Customer");
        return http.post("/api/v1/tickets?expand=true", body, Map.of()).then(answer -> answer.as(this::ticket));
    }

    /** A note, because the type {@code email} really sends mail; plain text, because the default is HTML. */
    private static ObjectNode article(
            ObjectNode article, String subject, String body, boolean internal, String sender) {
        return article.put("subject", subject)
                .put("body", body)
                .put("type", "note")
                .put("content_type", "text/plain")
                .put("internal", internal)
                .put("sender", sender);
    }

    @Override
    public Outcome<Optional<OutsideTicket>> find(String reference) {
        String query = settings.field() + ":\"" + reference + "\"";
        return http.get("/api/v1/tickets/search?expand=true&limit=5&query=" + encoded(query))
                .then(answer ->
                        answer.first("", each -> text(each, settings.field()).equals(reference)))
                .map(found -> found.map(this::ticket));
    }

    @Override
    public Outcome<Posted> comment(String ticket, Note note) {
        String sender = note.author().equals("customer") ? "Customer" : "Agent";
        ObjectNode body =
                article(JsonNodeFactory.instance.objectNode(), "Relaydesk", note.marked(), note.forStaff(), sender);
        if (!ticket.matches("[0-9]{1,18}")) {
            return new Outcome.Refused<>(Gone.CODE, "Not an id of Zammad's: " + ticket, false, null);
        }
        body.put("ticket_id", Long.parseLong(ticket));
        return http.post("/api/v1/ticket_articles", body, Map.of())
                .then(answer -> answer.as(json -> text(json, "id").isEmpty()
                        ? null
                        : Posted.seen(note, json.path("internal").asBoolean())));
    }

    @Override
    public Outcome<Posted> look(String ticket, Note note) {
        return http.get("/api/v1/ticket_articles/by_ticket/" + encoded(ticket))
                .then(answer -> answer.first("", each -> text(each, "body").contains(note.mark())))
                .map(found ->
                        Posted.of(note, found, each -> each.path("internal").asBoolean()));
    }

    @Override
    public Outcome<OutsideTicket> read(String ticket) {
        return Gone.orElse(http.get("/api/v1/tickets/" + encoded(ticket) + "?expand=true"))
                .then(answer -> text(answer.body(), "state").equals("merged")
                        ? new Outcome.Refused<>(Gone.CODE, "merged", false, null)
                        : answer.as(this::ticket));
    }

    private @Nullable OutsideTicket ticket(JsonNode json) {
        String id = text(json, "id");
        String state = text(json, "state");
        return OutsideTicket.of(
                id,
                text(json, "number"),
                settings.base() + "/#ticket/zoom/" + id,
                statuses.meaning(state, TicketStatus.OPEN),
                state);
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Examined.of(
                http.get("/api/v1/users/me"),
                "the token is valid",
                "Make an access token with the permission ticket.agent and set RELAYDESK_TICKET_TOKEN to it"));
        findings.add(Examined.of(
                find("relaydesk-examines-the-field"),
                "tickets can be searched",
                "The token needs the permission ticket.agent"));
        return findings;
    }

    @Override
    public void close() {
        http.close();
    }
}
