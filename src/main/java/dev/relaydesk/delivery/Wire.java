package dev.relaydesk.delivery;

import dev.relaydesk.conversation.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Waits until no message of the bot is on its way to a customer any more. */
@ApplicationScoped
public class Wire {

    private static final Duration LOOK = Duration.ofMillis(20);

    /** A claim ends by itself after ten seconds (reliability R25); a little more, for the clock of the database. */
    private static final int LOOKS = 550;

    private final Jdbi jdbi;

    Wire(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What is on the way: held by a sender whose claim is alive, and all that has no known end. */
    private record Underway(boolean sending, boolean unresolved) {}

    /**
     * After the commit that silenced the bot. Returns whether it is not known what became of a message; so it is when the
     * claim of its sender has run out, whether or not that was written down already.
     */
    public boolean awaitSilence(ConversationId conversation) {
        for (int look = 0; look < LOOKS; look++) {
            Underway underway = underway(conversation);
            if (!underway.sending()) {
                return underway.unresolved();
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return true;
    }

    private Underway underway(ConversationId conversation) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        /* handoff.wire */
                        SELECT coalesce(bool_or(state = 'sending' AND claim_until > now()), false) AS sending,
                               count(*) > 0 AS unresolved
                        FROM delivery_outbox
                        WHERE conversation_id = :id AND origin = 'bot' AND state IN ('sending', 'unknown')
                        """)
                .bind("id", conversation.value())
                .map((row, _) -> new Underway(row.getBoolean("sending"), row.getBoolean("unresolved")))
                .one());
    }
}
