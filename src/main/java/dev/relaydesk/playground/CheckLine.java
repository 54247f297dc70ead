package dev.relaydesk.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.action.CheckResult;
import dev.relaydesk.action.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One check of a reply, in plain words.
 *
 * @param tone passed, refused or open; a class of the style sheet
 * @param state the same, to be read
 * @param code why it refused; empty unless it did
 */
record CheckLine(String name, String tone, String state, String code, String detail) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static CheckLine of(CheckResult result) {
        Verdict code = result.code();
        return of(result.check().wire(), result.passed(), code == null ? null : code.wire(), result.detail());
    }

    /** The list that stands in a turn's row. */
    static List<CheckLine> all(String json) {
        List<CheckLine> lines = new ArrayList<>();
        try {
            for (JsonNode each : JSON.readTree(json)) {
                lines.add(of(
                        each.path("check").asText(),
                        each.path("passed").asBoolean(),
                        each.path("code").textValue(),
                        each.path("detail").asText("")));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        return List.copyOf(lines);
    }

    private static CheckLine of(String check, boolean passed, @Nullable String code, String detail) {
        String name = name(check);
        if (passed) {
            return new CheckLine(name, "passed", "passed", "", detail);
        }
        return code == null
                ? new CheckLine(name, "open", "not reached", "", "")
                : new CheckLine(name, "refused", "refused", code, detail);
    }

    private static String name(String check) {
        return switch (check) {
            case "complete" -> "Complete";
            case "parsable" -> "Plain text or one request";
            case "known_name" -> "Known action";
            case "schema" -> "Parameters fit the schema";
            case "not_an_echo" -> "Not dictated by the customer";
            case "enabled" -> "Switched on";
            case "allowed_in_mode" -> "Allowed in this mode";
            case "bound_to_customer" -> "Is this customer’s";
            case "within_quota" -> "Within the quota";
            case "policy_tier" -> "Allowed by its tier";
            case "not_a_duplicate" -> "Not asked for before";
            default -> check;
        };
    }
}
