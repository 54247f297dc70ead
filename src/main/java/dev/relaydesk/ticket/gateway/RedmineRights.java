package dev.relaydesk.ticket.gateway;

import static dev.relaydesk.ticket.gateway.Answer.elements;
import static dev.relaydesk.ticket.gateway.Answer.text;
import static dev.relaydesk.ticket.gateway.GatewayHttp.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.examination.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the user of the key may do in the project, by its roles there. */
final class RedmineRights {

    private static final String PRIVATELY = "set_notes_private";

    private static final List<String> NEEDED =
            List.of("view_issues", "add_issues", "add_issue_notes", PRIVATELY, "view_private_notes");

    private final GatewayHttp http;
    private final String project;

    RedmineRights(GatewayHttp http, String project) {
        this.http = http;
        this.project = project;
    }

    /** Asked each time: a right may be taken away, and then a private note would be a public one. */
    Outcome<Boolean> mayWritePrivately() {
        return held().map(rights -> rights.contains(PRIVATELY));
    }

    /** An administrator has all of them. */
    private Outcome<Set<String>> held() {
        return http.get("/users/current.json?include=memberships").then(answer -> {
            JsonNode user = answer.body().path("user");
            if (user.path("admin").asBoolean()) {
                return new Outcome.Done<Set<String>>(Set.copyOf(NEEDED));
            }
            return projectId()
                    .then(id -> ofRoles(elements(user.path("memberships")).stream()
                            .filter(each -> text(each.path("project"), "id").equals(id))
                            .flatMap(each -> elements(each.path("roles")).stream())
                            .map(role -> text(role, "id"))
                            .toList()));
        });
    }

    private Outcome<String> projectId() {
        return http.get("/projects/" + encoded(project) + ".json")
                .then(answer -> answer.as(json -> {
                    String id = text(json.path("project"), "id");
                    return id.isEmpty() ? null : id;
                }));
    }

    private Outcome<Set<String>> ofRoles(List<String> roles) {
        Outcome<Set<String>> rights = new Outcome.Done<>(Set.of());
        for (String role : roles) {
            rights = rights.then(held -> http.get("/roles/" + encoded(role) + ".json")
                    .then(answer -> {
                        Set<String> more = new HashSet<>(held);
                        elements(answer.body().path("role").path("permissions"))
                                .forEach(each -> more.add(each.asText()));
                        return new Outcome.Done<Set<String>>(more);
                    }));
        }
        return rights;
    }

    /** @param nothing a search for a reference that no issue has */
    List<Finding> examine(Outcome<Answer> nothing) {
        List<Finding> findings = new ArrayList<>();
        // A list is 200 and empty without a valid key, so the list alone proves nothing.
        Outcome<Answer> user = http.get("/users/current.json");
        findings.add(Examined.of(
                user, "the key is valid", "Set RELAYDESK_TICKET_TOKEN to the API key on the user's account page"));
        if (!(user instanceof Outcome.Done<Answer>)) {
            return findings;
        }
        Outcome<Set<String>> held = held();
        if (held instanceof Outcome.Done<Set<String>>(Set<String> rights)) {
            NEEDED.forEach(right -> findings.add(
                    rights.contains(right)
                            ? Finding.ok("right " + right)
                            : Finding.fault(
                                    "right " + right,
                                    "Give the user a role in the project " + project + " that has it")));
        } else {
            findings.add(Examined.of(
                    held,
                    "the project " + project + " and the user's roles in it",
                    "Set RELAYDESK_TICKET_PROJECT to the identifier in the project's address, and make the user a"
                            + " member of it"));
        }
        findings.add(
                nothing instanceof Outcome.Done<Answer>(Answer answer)
                                && answer.body().path("issues").isArray()
                                && answer.body().path("issues").isEmpty()
                        ? Finding.ok("issues can be searched by the field of our reference")
                        : Finding.fault(
                                "issues cannot be searched by the field of our reference",
                                "Set RELAYDESK_TICKET_FIELD to the number of the custom field, and tick \"Used as a"
                                        + " filter\" and \"For all projects\" there"));
        return findings;
    }
}
