package dev.relaydesk.turn;

import dev.relaydesk.handoff.Deed;
import dev.relaydesk.handoff.Witness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Tells a colleague which answers of the bot failed lately, each reason once. */
@ApplicationScoped
class TurnWitness implements Witness {

    private static final Duration LATELY = Duration.ofDays(1);
    private static final int MOST = 4;

    @Override
    public List<Deed> saw(Handle handle, Span span) {
        return handle.createQuery("""
                        /* turn.tried */
                        SELECT verdict, count(*) AS times, max(finished_at) AS at FROM turn
                        WHERE conversation_id = :conversation AND outcome IN ('failed', 'dead_letter')
                          AND finished_at BETWEEN :since AND :until
                        GROUP BY verdict ORDER BY max(finished_at) DESC LIMIT :most
                        """)
                .bind("conversation", span.conversation().value())
                .bind("since", span.began().minus(LATELY))
                .bind("until", span.until())
                .bind("most", MOST)
                .map((row, _) -> new Deed(
                        "An answer of the bot",
                        "failed (%s)%s".formatted(row.getString("verdict"), times(row.getInt("times"))),
                        false,
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    private static String times(int times) {
        return times == 1 ? "" : ", " + times + " times";
    }
}
