package dev.relaydesk.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** The Space thread of each conversation. */
@ApplicationScoped
public class Threads {

    private final Jdbi jdbi;

    Threads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Begins a new thread: the model forgets what was said before. A turn that is running still belongs to the old thread
     * and does not bring it back.
     *
     * @return false when there is no such conversation
     */
    public boolean reset(ConversationId conversation) {
        return jdbi.withHandle(handle ->
                handle.createUpdate("""
                        UPDATE conversation
                        SET thread_frontend = gen_random_uuid(), thread_backend = NULL, thread_slug = NULL,
                            space_account = NULL, space_collection = NULL
                        WHERE id = :id AND closed_at IS NULL
                        """).bind("id", conversation.value()).execute() == 1);
    }
}
