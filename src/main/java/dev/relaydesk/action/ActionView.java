package dev.relaydesk.action;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the model asked for and what became of it, as the API shows it.
 *
 * @param askedAs the name the model used
 * @param metadata the parameters
 * @param awaitingApproval whether a colleague may decide on it, until {@code approvalUntil}
 * @param decision a colleague's: {@code approved} or {@code rejected}
 * @param decidedBy the colleague's name, as it was then
 * @param decisionReason for colleagues, not for the customer
 * @param outcome what the customer was told
 * @param result what the system answered; a stranger's text
 */
record ActionView(
        @JsonProperty("action_id") UUID actionId,
        @JsonProperty("conversation_id") UUID conversationId,
        @JsonProperty("customer_id") UUID customerId,
        @JsonProperty("turn_id") UUID turnId,
        long epoch,
        String action,
        @JsonProperty("asked_as") String askedAs,
        String reason,
        @JsonRawValue String metadata,
        String state,
        String verdict,
        @Nullable String detail,
        String tier,
        @JsonProperty("awaiting_approval") boolean awaitingApproval,
        @JsonProperty("approval_until") @Nullable Instant approvalUntil,
        @Nullable String decision,
        @JsonProperty("decided_by") @Nullable String decidedBy,
        @JsonProperty("decided_at") @Nullable Instant decidedAt,
        @JsonProperty("decision_reason") @Nullable String decisionReason,
        @Nullable String outcome,
        @Nullable String result,
        @JsonProperty("duplicate_of") @Nullable UUID duplicateOf,
        int attempts,
        @JsonProperty("error_code") @Nullable String errorCode,
        @JsonProperty("error_detail") @Nullable String errorDetail,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("finished_at") @Nullable Instant finishedAt) {

    static ActionView of(ResultSet row) throws SQLException {
        Instant approvalUntil = time(row, "approval_until");
        return new ActionView(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("turn_id", UUID.class),
                row.getLong("epoch"),
                row.getString("name"),
                row.getString("asked_as"),
                row.getString("reason"),
                row.getString("parameters"),
                row.getString("state"),
                row.getString("verdict"),
                row.getString("detail"),
                row.getString("tier"),
                approvalUntil != null,
                approvalUntil,
                row.getString("decision"),
                row.getString("decided_by"),
                time(row, "decided_at"),
                row.getString("decision_reason"),
                row.getString("outcome"),
                row.getString("result"),
                row.getObject("duplicate_of", UUID.class),
                row.getInt("attempts"),
                row.getString("error_code"),
                row.getString("error_detail"),
                row.getTimestamp("created_at").toInstant(),
                time(row, "finished_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
