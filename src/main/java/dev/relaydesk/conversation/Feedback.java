package dev.relaydesk.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer thinks of something the bot said.
 *
 * @param messageId of the bot
 * @param turnId that said it; null when none did
 * @param givenAs the emoji or the comment; hostile, null when there was none
 * @param saidAt the provider's time
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Feedback(
        UUID messageId,
        @Nullable UUID turnId,
        Source source,
        Rating rating,
        @Nullable String givenAs,
        Instant saidAt) {

    /** How it was given. Each way has one opinion of a message, the latest. */
    public enum Source {
        REACTION,
        API;

        /** As it stands in rows and in JSON. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Rating {
        POSITIVE,
        NEGATIVE,
        /** None, or taken back. */
        NONE;

        /** As it stands in rows and in JSON. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
