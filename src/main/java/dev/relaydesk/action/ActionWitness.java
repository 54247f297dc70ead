package dev.relaydesk.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.handoff.Deed;
import dev.relaydesk.handoff.Witness;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells a colleague which actions were asked for, and what became of them. */
@ApplicationScoped
class ActionWitness implements Witness {

    private static final int MOST = 8;
    private static final int LONGEST = 200;

    private final ObjectMapper json;

    ActionWitness(ObjectMapper json) {
        this.json = json;
    }

    /** The wish for a human is why there is a brief; it is not part of it. */
    @Override
    public List<Deed> saw(Handle handle, Span span) {
        return handle.createQuery("""
                        /* action.tried */
                        SELECT name, parameters::text AS parameters, state, verdict, error_code, decision, decided_by,
                               approval_until IS NOT NULL AS waits_for_staff, created_at,
                               error_code = 'speaker_changed' AND finished_at >= :began AS by_handoff
                        FROM action
                        WHERE conversation_id = :conversation AND created_at <= :until AND name <> 'handoff'
                        ORDER BY id DESC LIMIT :most
                        """)
                .bind("conversation", span.conversation().value())
                .bind("began", span.began())
                .bind("until", span.until())
                .bind("most", MOST)
                .map((row, _) -> deed(row))
                .list();
    }

    private Deed deed(ResultSet row) throws SQLException {
        String what = row.getString("name") + parameters(row.getString("parameters"));
        return switch (row.getString("state")) {
            case "succeeded" -> settled(row, what, "done");
            case "failed" -> settled(row, what, "failed" + code(row.getString("error_code")));
            case "rejected" -> settled(row, what, rejected(row));
            case "duplicate" -> settled(row, what, "not done again: it was asked for before");
            case "expired" -> settled(row, what, "not done: nobody answered in time");
            case "cancelled" ->
                row.getBoolean("by_handoff")
                        ? open(row, what, "cancelled by this handoff")
                        : settled(row, what, "cancelled");
            case "awaiting_confirmation" -> open(row, what, "waits for the customer's yes");
            case "ambiguous" -> open(row, what, "unclear: it may have been done" + code(row.getString("error_code")));
            case "executing" -> open(row, what, "is being done");
            default ->
                open(row, what, row.getBoolean("waits_for_staff") ? "waits for approval" : "is about to be done");
        };
    }

    private static Deed settled(ResultSet row, String what, String outcome) throws SQLException {
        return new Deed(what, outcome, false, row.getTimestamp("created_at").toInstant());
    }

    private static Deed open(ResultSet row, String what, String outcome) throws SQLException {
        return new Deed(what, outcome, true, row.getTimestamp("created_at").toInstant());
    }

    private static String rejected(ResultSet row) throws SQLException {
        return "rejected".equals(row.getString("decision"))
                ? "declined by " + row.getString("decided_by")
                : "refused" + code(row.getString("verdict"));
    }

    private static String code(@Nullable String code) {
        return code == null ? "" : " (" + code + ")";
    }

    private String parameters(String stored) {
        try {
            String all = json.readTree(stored).properties().stream()
                    .map(each -> each.getKey() + ": " + value(each.getValue()))
                    .collect(Collectors.joining(", "));
            String shown = all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
            return shown.isEmpty() ? "" : " (" + shown + ")";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
