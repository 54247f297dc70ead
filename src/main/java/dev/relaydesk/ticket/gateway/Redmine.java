package dev.relaydesk.ticket.gateway;

import static dev.relaydesk.ticket.gateway.Answer.elements;
import static dev.relaydesk.ticket.gateway.Answer.text;
import static dev.relaydesk.ticket.gateway.GatewayHttp.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.platform.examination.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Redmine 5. Its 204 does not mean that it was done: a note of somebody who may not write private ones becomes a public one.
 * So the right is looked up before, and the issue is read back afterwards.
 */
final class Redmine implements TicketGateway {

    /** The names of a fresh installation in English; others are the operator's to give. */
    private static final Map<String, TicketStatus> STATUSES =
            Map.of("resolved", TicketStatus.SOLVED, "feedback", TicketStatus.WAITING);

    private final GatewaySettings settings;
    private final StatusNames statuses;
    private final GatewayHttp http;
    private final RedmineRights rights;

    Redmine(GatewaySettings settings) {
        this.settings = settings;
        this.statuses = settings.statuses(STATUSES);
        this.http = new GatewayHttp(settings, (_, _, _) -> Map.of("X-Redmine-API-Key", settings.token()));
        this.rights = new RedmineRights(http, settings.project());
    }

    @Override
    public Repeat repeat() {
        return Repeat.AFTER_LOOK_UP;
    }

    @Override
    public Outcome<OutsideTicket> create(Filing filing) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode issue = body.putObject("issue")
                .put("project_id", settings.project())
                .put("subject", filing.title())
                .put("description", filing.body());
        priority(filing.priority()).ifPresent(id -> issue.put("priority_id", id));
        issue.putArray("custom_fields")
                .addObject()
                .put("id", Integer.parseInt(settings.field()))
                .put("value", filing.reference());
        return http.post("/issues.json", body, Map.of()).then(answer -> answer.as(json -> ticket(json.path("issue"))));
    }

    /** The one above or below the default; the server's own default when it cannot be read. */
    private Optional<Integer> priority(String wanted) {
        if (wanted.equals("normal")) {
            return Optional.empty();
        }
        if (!(http.get("/enumerations/issue_priorities.json") instanceof Outcome.Done<Answer>(Answer answer))) {
            return Optional.empty();
        }
        List<JsonNode> all = elements(answer.body().path("issue_priorities"));
        for (int i = 0; i < all.size(); i++) {
            int at = wanted.equals("high") ? i + 1 : i - 1;
            if (all.get(i).path("is_default").asBoolean() && at >= 0 && at < all.size()) {
                return Optional.of(all.get(at).path("id").asInt());
            }
        }
        return Optional.empty();
    }

    /** A field that is no filter is ignored, and all issues come: only one that has the reference counts. */
    @Override
    public Outcome<Optional<OutsideTicket>> find(String reference) {
        return search(reference)
                .then(answer -> answer.first("/issues", issue -> hasReference(issue, reference)))
                .map(found -> found.map(this::ticket));
    }

    private Outcome<Answer> search(String reference) {
        return http.get("/issues.json?cf_" + settings.field() + "=" + encoded(reference) + "&status_id=*&limit=25");
    }

    private boolean hasReference(JsonNode issue, String reference) {
        return elements(issue.path("custom_fields")).stream()
                .anyMatch(field -> text(field, "id").equals(settings.field())
                        && text(field, "value").equals(reference));
    }

    @Override
    public Outcome<Posted> comment(String ticket, Note note) {
        if (!note.forStaff()) {
            return send(ticket, note);
        }
        return rights.mayWritePrivately()
                .then(may -> may
                        ? send(ticket, note)
                        : new Outcome.Refused<Posted>(
                                "no_private_notes",
                                "The user of the token may not write private notes, so Redmine would make it public",
                                false,
                                null));
    }

    private Outcome<Posted> send(String ticket, Note note) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("issue").put("notes", note.marked()).put("private_notes", note.forStaff());
        return http.put("/issues/" + encoded(ticket) + ".json", body).then(_ -> look(ticket, note));
    }

    @Override
    public Outcome<Posted> look(String ticket, Note note) {
        return http.get("/issues/" + encoded(ticket) + ".json?include=journals")
                .then(answer -> answer.as(json -> json.path("issue").isObject()
                        ? Posted.of(
                                note,
                                elements(json.at("/issue/journals")).stream()
                                        .filter(entry -> text(entry, "notes").contains(note.mark()))
                                        .findFirst(),
                                entry -> entry.path("private_notes").asBoolean())
                        : null));
    }

    @Override
    public Outcome<OutsideTicket> read(String ticket) {
        return Gone.orElse(http.get("/issues/" + encoded(ticket) + ".json"))
                .then(answer -> answer.as(json -> ticket(json.path("issue"))));
    }

    private @Nullable OutsideTicket ticket(JsonNode issue) {
        String id = text(issue, "id");
        String name = text(issue.path("status"), "name");
        boolean closed = issue.path("status").path("is_closed").asBoolean();
        TicketStatus status = statuses.meaning(name, closed ? TicketStatus.CLOSED : TicketStatus.OPEN);
        return OutsideTicket.of(id, id, settings.base() + "/issues/" + id, status, name);
    }

    @Override
    public List<Finding> examine() {
        return rights.examine(search("relaydesk-examines-the-field"));
    }

    @Override
    public void close() {
        http.close();
    }
}
