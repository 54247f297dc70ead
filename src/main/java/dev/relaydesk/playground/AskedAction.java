package dev.relaydesk.playground;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action that a turn's reply asked for, and what became of it.
 *
 * @param tone good, warn or bad; a class of the style sheet
 * @param parameters laid out for reading
 * @param outcome what the customer was told; empty before
 * @param error code and detail; empty unless it went wrong
 * @param first the action that this one repeats; empty unless it is a duplicate
 */
record AskedAction(
        UUID id,
        String name,
        String reason,
        String parameters,
        String state,
        String tone,
        String meaning,
        String outcome,
        String error,
        String first) {

    static AskedAction of(ResultSet row) throws SQLException {
        String state = row.getString("state");
        String code = row.getString("error_code");
        String detail = row.getString("error_detail");
        return new AskedAction(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("reason"),
                PrettyJson.of(row.getString("parameters")),
                state,
                tone(state),
                row.getTimestamp("approval_until") == null ? meaning(state) : "waits for a colleague’s yes",
                orEmpty(row.getString("outcome")),
                code == null ? "" : detail == null ? code : code + ": " + detail,
                orEmpty(row.getString("duplicate_of")));
    }

    private static String tone(String state) {
        return switch (state) {
            case "succeeded" -> "good";
            case "failed", "rejected" -> "bad";
            default -> "warn";
        };
    }

    private static String meaning(String state) {
        return switch (state) {
            case "pending", "validated" -> "is about to be done";
            case "awaiting_confirmation" -> "waits for the customer’s yes";
            case "executing" -> "is being done";
            case "succeeded" -> "is done";
            case "failed" -> "was tried and did not work";
            case "rejected" -> "was refused by a check or a colleague; nothing was done";
            case "duplicate" -> "was asked for before; nothing was done a second time";
            case "cancelled" -> "was called off; nothing was done";
            case "expired" -> "nobody answered in time; nothing was done";
            default -> "may have been done; nobody knows yet";
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
