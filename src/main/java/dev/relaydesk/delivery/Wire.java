package dev.relaydesk.delivery;

import dev.relaydesk.conversation.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
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

    /** After the commit that silenced the bot. Returns whether it is not known what became of a message. */
    public boolean awaitSilence(ConversationId conversation) {
        for (int look = 0; look < LOOKS; look++) {
            if (!has(conversation.value(), "sending")) {
                return has(conversation.value(), "unknown");
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

    private boolean has(UUID conversation, String state) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        /* handoff.wire */
                        SELECT EXISTS (
                            SELECT FROM delivery_outbox
                            WHERE conversation_id = :id AND origin = 'bot' AND state = :state
                              AND state IN ('queued', 'sending', 'unknown')
                              AND (claim_until IS NULL OR claim_until > now()))
                        """)
                .bind("id", conversation)
                .bind("state", state)
                .mapTo(Boolean.class)
                .one());
    }
}
