package dev.relaydesk.handoff;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A handoff with what a colleague should know before answering. */
record HandoffDetail(@JsonUnwrapped HandoffView handoff, Brief brief) {

    /**
     * The brief, as every notice tells it.
     *
     * @param why in one word of ours
     * @param wants what the customer wants, by the model; null when nobody wrote it down
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Brief(String why, @Nullable String wants, List<Done> tried, List<Done> openActions, List<Said> lastLines) {

        static Brief of(HandoffCard card) {
            return new Brief(
                    card.cause(),
                    card.summary(),
                    card.tried().stream().map(Done::of).toList(),
                    card.open().stream().map(Done::of).toList(),
                    card.lines().stream()
                            .map(line -> new Said(line.author(), line.text(), line.at()))
                            .toList());
        }
    }

    /** Something that was tried. */
    record Done(String what, String outcome, Instant at) {

        static Done of(Deed deed) {
            return new Done(deed.what(), deed.outcome(), deed.at());
        }
    }

    /** Something that was said. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Said(String author, String text, Instant saidAt) {}
}
