package dev.relaydesk.testing.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;

/** Redmine 5.0.4 as it was seen: 204 for whatever it ignores, and no idempotency. */
public final class FakeRedmine extends FakeDesk {

    public static final String KEY = "redmine-bot-key";
    public static final String FIELD = "7";
    public static final String PROJECT = "support";

    /** What the role says; the server believes {@link #exposesNotes}. */
    public volatile boolean mayWritePrivately = true;

    public FakeRedmine(int port) {
        super(port);
    }

    @Override
    boolean isLetIn(HttpExchange exchange, byte[] body) {
        return KEY.equals(exchange.getRequestHeaders().getFirst("X-Redmine-API-Key"));
    }

    @Override
    public String solved() {
        return "Resolved";
    }

    @Override
    Reply reply(Request request) {
        String path = request.path();
        return switch (path) {
            case "/issues.json" -> request.method().equals("POST") ? create(request.json()) : search(request);
            case "/users/current.json" ->
                new Reply(
                        200,
                        Map.of(
                                "user",
                                Map.of(
                                        "login",
                                        "chatbot",
                                        "memberships",
                                        List.of(Map.of(
                                                "project", Map.of("id", 1), "roles", List.of(Map.of("id", 9)))))));
            case "/projects/support.json" -> new Reply(200, Map.of("project", Map.of("id", 1)));
            case "/roles/9.json" ->
                new Reply(
                        200,
                        Map.of(
                                "role",
                                Map.of(
                                        "permissions",
                                        mayWritePrivately
                                                ? List.of(
                                                        "view_issues",
                                                        "add_issues",
                                                        "add_issue_notes",
                                                        "set_notes_private",
                                                        "view_private_notes")
                                                : List.of("view_issues", "add_issues", "add_issue_notes"))));
            case "/enumerations/issue_priorities.json" ->
                new Reply(
                        200,
                        Map.of(
                                "issue_priorities",
                                List.of(
                                        Map.of("id", 1, "is_default", false),
                                        Map.of("id", 2, "is_default", true),
                                        Map.of("id", 3, "is_default", false))));
            default -> issue(request, path);
        };
    }

    private Reply create(JsonNode json) {
        JsonNode issue = json.path("issue");
        if (!issue.path("project_id").asText().equals(PROJECT)
                || issue.path("subject").asText().isBlank()) {
            return new Reply(422, Map.of("errors", List.of("Project cannot be blank")));
        }
        String reference = issue.at("/custom_fields/0/id").asText().equals(FIELD)
                ? issue.at("/custom_fields/0/value").asText()
                : "";
        Ticket ticket = open(
                reference,
                issue.path("subject").asText(),
                issue.path("description").asText(),
                "New");
        return new Reply(201, Map.of("issue", shown(ticket)));
    }

    /** A field that is none is left out of the search. */
    private Reply search(Request request) {
        boolean filtered = request.query().contains("cf_" + FIELD + "=");
        List<Ticket> found = filtered ? with(request.parameter("cf_" + FIELD)) : tickets();
        boolean all = request.query().contains("status_id=*");
        return new Reply(
                200,
                Map.of(
                        "issues",
                        found.stream()
                                .filter(each -> all || !each.status.equals("Closed"))
                                .map(FakeRedmine::shown)
                                .toList()));
    }

    private Reply issue(Request request, String path) {
        String id = path.replaceAll("^/issues/([0-9]+)\\.json$", "$1");
        Ticket ticket = ticket(id);
        if (ticket == null) {
            return new Reply(404, null);
        }
        if (request.method().equals("PUT")) {
            JsonNode issue = request.json().path("issue");
            keep(
                    ticket,
                    issue.path("notes").asText(),
                    issue.path("private_notes").asBoolean());
            return new Reply(204, null);
        }
        return new Reply(200, Map.of("issue", shown(ticket)));
    }

    private static Map<String, Object> shown(Ticket ticket) {
        return Map.of(
                "id",
                Integer.parseInt(ticket.id),
                "status",
                Map.of("id", 1, "name", ticket.status, "is_closed", ticket.status.equals("Closed")),
                "custom_fields",
                List.of(Map.of("id", Integer.parseInt(FIELD), "value", ticket.reference)),
                "journals",
                ticket.comments.stream()
                        .map(each -> Map.of("notes", each.text(), "private_notes", each.isPrivate()))
                        .toList());
    }
}
