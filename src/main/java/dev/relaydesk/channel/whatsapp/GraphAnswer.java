package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.delivery.SendResult;
import dev.relaydesk.platform.json.BoundedJson.Unreadable;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the Graph API said to one send.
 *
 * @param retryAfter as the header stood there, in seconds
 */
record GraphAnswer(int status, byte[] body, @Nullable String retryAfter) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Meta repeats a malformed token in its complaint; a phone number has no place in a log either. */
    private static final Pattern SECRET = Pattern.compile("EAA[A-Za-z0-9_-]+|\\+?[0-9]{7,}");

    private static final int DETAIL = 300;

    /**
     * @param attempt counted from one
     * @param token taken out of whatever is quoted
     */
    SendResult toResult(int attempt, String token) {
        JsonNode json;
        try {
            json = Sane.BODY.object(body);
        } catch (Unreadable e) {
            return senseless("an answer that cannot be read");
        }
        if (status >= 200 && status < 300) {
            String id = Sane.field(json.path("messages").path(0), "id", Sane.ID);
            return id == null ? new SendResult.Unknown("no-id", "accepted without an id") : new SendResult.Accepted(id);
        }
        JsonNode error = json.path("error");
        if (!error.path("code").canConvertToInt() || !error.path("code").isIntegralNumber()) {
            return senseless("an answer without an error code");
        }
        return judge(error.path("code").intValue(), error, attempt, token);
    }

    private SendResult judge(int code, JsonNode error, int attempt, String token) {
        String name = String.valueOf(code);
        String detail = detail(error, token);
        var known = GraphError.of(code);
        if (known.isEmpty()) {
            return unknownCode(name, detail, error.path("is_transient").asBoolean(), attempt);
        }
        return switch (known.get().remedy()) {
            case STOP_ACCOUNT ->
                new SendResult.AccountStopped(atLeastAsAsked(known.get().pause()), name, detail);
            case SLOW_DOWN -> new SendResult.AccountStopped(atLeastAsAsked(power(2, attempt)), name, detail);
            case WAIT_FOR_PERSON -> new SendResult.TryLater(atLeastAsAsked(power(4, attempt - 1)), name, detail);
            case TRY_LATER -> new SendResult.TryLater(atLeastAsAsked(known.get().pause()), name, detail);
            case PERHAPS_SENT ->
                status >= 500
                        ? new SendResult.Unknown(name, detail)
                        : new SendResult.TryLater(atLeastAsAsked(power(2, attempt)), name, detail);
            case REJECT -> new SendResult.Rejected(name, detail);
        };
    }

    private SendResult unknownCode(String code, String detail, boolean temporary, int attempt) {
        if (status >= 500) {
            return new SendResult.Unknown(code, detail);
        }
        return temporary || status == 429
                ? new SendResult.TryLater(atLeastAsAsked(power(2, attempt)), code, detail)
                : new SendResult.Rejected(code, detail);
    }

    /** No word of Meta's: a proxy's page, perhaps. A 4xx never reached Meta's door, all else may have. */
    private SendResult senseless(String what) {
        String code = "http-" + status;
        boolean turnedAway = status >= 300 && status < 500 && status != 408;
        return turnedAway
                ? new SendResult.TryLater(atLeastAsAsked(Duration.ofMinutes(1)), code, what)
                : new SendResult.Unknown(code, what);
    }

    private Duration atLeastAsAsked(Duration wait) {
        if (retryAfter == null || !retryAfter.strip().matches("[0-9]{1,9}")) {
            return wait;
        }
        Duration asked = clamp(Duration.ofSeconds(Long.parseLong(retryAfter.strip())));
        return asked.compareTo(wait) > 0 ? asked : wait;
    }

    private static Duration power(int base, int exponent) {
        return clamp(Duration.ofSeconds((long) Math.pow(base, Math.clamp(exponent, 0, 15))));
    }

    private static Duration clamp(Duration wait) {
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static String detail(JsonNode error, String token) {
        String message = Sane.text(error.path("message").asText(""), Sane.TEXT);
        String details = Sane.text(error.path("error_data").path("details").asText(""), Sane.TEXT);
        String whole = details.isEmpty() ? message : message + ": " + details;
        String redacted = SECRET.matcher(whole.replace(token, "[redacted]")).replaceAll("[redacted]");
        return Sane.text(redacted, DETAIL);
    }
}
