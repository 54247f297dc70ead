package dev.relaydesk.channel.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program says on behalf of a customer.
 *
 * @param customerId the caller's own name for the customer, at most 200 characters
 * @param text at most 4096 characters
 * @param clientMessageId repeating a message under the same id has no second effect
 * @param language that the customer speaks, a BCP 47 tag; one that there are no texts in changes nothing
 * @param space only {@code default} for now
 */
record MessageRequest(
        @JsonProperty("customer_id") @Nullable String customerId,
        @Nullable String text,
        @JsonProperty("profile_name") @Nullable String profileName,
        @JsonProperty("client_message_id") @Nullable String clientMessageId,
        @Nullable String language,
        @Nullable String space) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 4096;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}");

    /** The request with nothing missing. */
    record Valid(
            String customerId,
            String text,
            @Nullable String profileName,
            @Nullable String clientMessageId,
            @Nullable String language) {}

    /**
     * A body that is empty or {@code null} is no request at all.
     *
     * @param key the call's idempotency key, which names the message when it has no id of its own
     */
    static Valid validated(@Nullable MessageRequest request, @Nullable String key) {
        if (request == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The body is empty; a message is expected");
        }
        Valid valid = request.validated();
        return key == null || valid.clientMessageId() != null
                ? valid
                : new Valid(valid.customerId(), valid.text(), valid.profileName(), "key:" + key, valid.language());
    }

    private Valid validated() {
        List<Problem.Field> wrong = new ArrayList<>();
        check(wrong, "customer_id", customerId, true, LONGEST_NAME);
        check(wrong, "text", text, true, LONGEST_TEXT);
        check(wrong, "profile_name", profileName, false, LONGEST_NAME);
        check(wrong, "client_message_id", clientMessageId, false, LONGEST_NAME);
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            wrong.add(new Problem.Field("language", "is no language tag; de or de-AT is one"));
        }
        if (space != null && !space.equals("default")) {
            wrong.add(new Problem.Field("space", "names no Space that is configured; leave it out or send default"));
        }
        if (!wrong.isEmpty() || customerId == null || text == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The message is not valid", wrong, null);
        }
        return new Valid(customerId, text, profileName, clientMessageId, language);
    }

    private static void check(
            List<Problem.Field> wrong, String field, @Nullable String value, boolean needed, int longest) {
        if (value == null || value.isBlank()) {
            if (needed || value != null) {
                wrong.add(new Problem.Field(field, "must not be empty"));
            }
        } else if (value.length() > longest) {
            wrong.add(new Problem.Field(field, "must not be longer than " + longest + " characters"));
        } else if (value.indexOf('\0') >= 0 || hasLoneSurrogate(value)) {
            wrong.add(new Problem.Field(field, "must not hold NUL or half characters"));
        }
    }

    private static boolean hasLoneSurrogate(String value) {
        return value.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
}
