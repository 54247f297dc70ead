package dev.relaydesk.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The Space threads behind conversations. */
@ApplicationScoped
public class Threads {

    private final Jdbi jdbi;

    Threads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Lets the next turn begin a new thread; the Space then knows nothing of what was said before. */
    public void reset(ConversationId id) {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE conversation SET thread_frontend = ?, thread_backend = NULL, thread_slug = NULL WHERE id = ?",
                UUID.randomUUID(),
                id.value()));
    }
}
