package dev.relaydesk.handoff.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.relaydesk.handoff.NoticeResult;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Slack said to one call. Most of its errors come with a 200.
 *
 * @param error Slack's word for it, or ours; empty when all is well
 * @param retryAfter how long Slack wants to be left alone; zero when it did not say
 */
record SlackAnswer(JsonNode body, String error, Duration retryAfter) {

    /** They pass by themselves. Every other word of Slack's means that the same call would fail again. */
    private static final Set<String> PASSING = Set.of(
            "ratelimited",
            "rate_limited",
            "message_limit_exceeded",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "accesslimited");

    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,80}");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** When nobody answered, or not in time. */
    static SlackAnswer none(String why) {
        return new SlackAnswer(MissingNode.getInstance(), "no-answer " + why, Duration.ZERO);
    }

    static SlackAnswer of(int status, byte[] body, String retryAfter) {
        Duration wait = retryAfter.strip().matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter.strip()))
                : Duration.ZERO;
        JsonNode json = SlackJson.object(body).orElse(MissingNode.getInstance());
        if (status == 429) {
            return new SlackAnswer(json, "ratelimited", wait);
        }
        String word = SlackJson.field(json, "error", WORD);
        if (word != null && status < 500) {
            return new SlackAnswer(json, word, wait);
        }
        boolean well = status == 200 && json.path("ok").asBoolean();
        return new SlackAnswer(json, well ? "" : "http-" + status, wait);
    }

    boolean isOk() {
        return error.isEmpty();
    }

    /**
     * What becomes of a notice whose call failed.
     *
     * @param attempt from 1
     */
    NoticeResult failure(int attempt) {
        String code = error.split(" ", 2)[0];
        boolean ours = code.contains("-");
        if (!ours && !PASSING.contains(code)) {
            return new NoticeResult.Failed(code, "Slack refused it: " + code);
        }
        Duration wait = Duration.ofSeconds(1L << Math.clamp(attempt, 1, 6));
        Duration asked = retryAfter.compareTo(LONGEST) > 0 ? LONGEST : retryAfter;
        return new NoticeResult.TryLater(asked.compareTo(wait) > 0 ? asked : wait, code, "Slack: " + error);
    }
}
