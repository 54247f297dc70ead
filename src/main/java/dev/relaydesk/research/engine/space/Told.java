package dev.relaydesk.research.engine.space;

import dev.relaydesk.space.Citation;
import dev.relaydesk.space.ThreadRef;
import java.time.Duration;
import java.util.List;

/** What the Space said to a question of research. */
public sealed interface Told {

    /**
     * An answer; hostile text.
     *
     * @param citations {@code [1]} in the text means the first
     * @param thread to ask on in
     */
    record Answered(String text, List<Citation> citations, ThreadRef thread) implements Told {

        public Answered {
            citations = List.copyOf(citations);
        }
    }

    /** Too much is asked at present. The question does not count as asked. */
    record Busy(String reason, Duration after) implements Told {}

    /** There is no answer to this question. */
    record Unanswered(String reason, boolean worthRepeating) implements Told {}

    /** There will be no answer to any question until staff renew the account's session. */
    record Closed(String reason) implements Told {}
}
