package dev.relaydesk.ticket.gateway;

import static dev.relaydesk.ticket.gateway.Answer.text;
import static dev.relaydesk.ticket.gateway.GatewayHttp.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.platform.examination.Finding;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Zendesk. A create carries an idempotency key, which Zendesk remembers for about two hours. */
final class Zendesk implements TicketGateway {

    private static final Map<String, TicketStatus> STATUSES = Map.of(
            "new", TicketStatus.OPEN,
            "open", TicketStatus.OPEN,
            "pending", TicketStatus.WAITING,
            "hold", TicketStatus.WAITING,
            "solved", TicketStatus.SOLVED,
            "closed", TicketStatus.CLOSED);

    private final GatewaySettings settings;
    private final StatusNames statuses;
    private final GatewayHttp http;

    Zendesk(GatewaySettings settings) {
        this.settings = settings;
        this.statuses = settings.statuses(STATUSES);
        String login = settings.email() + "/token:" + settings.token();
        String basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        this.http = new GatewayHttp(settings, (_, _, _) -> Map.of("Authorization", basic));
    }

    @Override
    public Repeat repeat() {
        return Repeat.WITH_KEY;
    }

    @Override
    public Outcome<OutsideTicket> create(Filing filing) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode ticket = body.putObject("ticket")
                .put("subject", filing.title())
                .put("priority", filing.priority())
                .put("external_id", filing.reference());
        ticket.putObject("comment").put("body", filing.body()).put("public", true);
        ticket.putArray("tags").add("relaydesk");
        if (!settings.project().isEmpty()) {
            ticket.put("group_id", Long.parseLong(settings.project()));
        }
        return http.post("/api/v2/tickets.json", body, Map.of("Idempotency-Key", filing.reference()))
                .then(answer -> answer.as(json -> ticket(json.path("ticket"))));
    }

    @Override
    public Outcome<Optional<OutsideTicket>> find(String reference) {
        return http.get("/api/v2/tickets.json?external_id=" + encoded(reference))
                .then(answer -> answer.first(
                        "/tickets", each -> text(each, "external_id").equals(reference)))
                .map(found -> found.map(this::ticket));
    }

    /** What Zendesk made of it stands in the audit of the same answer. */
    @Override
    public Outcome<Posted> comment(String ticket, Note note) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("ticket").putObject("comment").put("body", note.marked()).put("public", !note.forStaff());
        return http.put("/api/v2/tickets/" + encoded(ticket) + ".json", body)
                .then(answer -> standing(answer, "/audit/events", note));
    }

    @Override
    public Outcome<Posted> look(String ticket, Note note) {
        return http.get("/api/v2/tickets/" + encoded(ticket) + "/comments.json?sort_order=desc")
                .then(answer -> standing(answer, "/comments", note));
    }

    private static Outcome<Posted> standing(Answer answer, String comments, Note note) {
        return answer.first(comments, each -> text(each, "body").contains(note.mark()))
                .map(found ->
                        Posted.of(note, found, each -> !each.path("public").asBoolean(true)));
    }

    @Override
    public Outcome<OutsideTicket> read(String ticket) {
        return Gone.orElse(http.get("/api/v2/tickets/" + encoded(ticket) + ".json"))
                .then(answer -> answer.as(json -> ticket(json.path("ticket"))));
    }

    private @Nullable OutsideTicket ticket(JsonNode json) {
        String id = text(json, "id");
        String status = text(json, "status");
        return OutsideTicket.of(
                id, id, settings.base() + "/agent/tickets/" + id, statuses.meaning(status, TicketStatus.OPEN), status);
    }

    /** A wrong login is answered 200 with a user who has no id, so the role has to be looked at. */
    @Override
    public List<Finding> examine() {
        Outcome<String> role =
                http.get("/api/v2/users/me.json").then(answer -> answer.as(json -> text(json.path("user"), "role")));
        boolean agent = role instanceof Outcome.Done<String>(String name)
                && List.of("agent", "admin").contains(name);
        String what = "the token is an agent's";
        String remedy =
                "Allow token access, set RELAYDESK_TICKET_EMAIL to an agent's e-mail and RELAYDESK_TICKET_TOKEN to"
                        + " an API token";
        return List.of(
                agent
                        ? Finding.ok(what)
                        : role instanceof Outcome.Done<String>
                                ? Finding.fault(what, remedy)
                                : Examined.of(role, what, remedy),
                Examined.of(find("relaydesk-examines-the-search"), "tickets can be searched", remedy));
    }

    @Override
    public void close() {
        http.close();
    }
}
