package dev.relaydesk.playground;

import dev.relaydesk.access.Actor;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.conversation.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Finds the conversation behind a phone, and says how its turns ask the Space. */
@ApplicationScoped
class PlaygroundConversation {

    private static final String OF_NUMBER = """
            SELECT c.id FROM conversation_identity i
            JOIN conversation c ON c.customer_id = i.customer_id AND c.channel = i.channel AND c.account = i.account
            JOIN platform_setting s ON s.key = 'whatsapp.simulator.phone_number_id' AND s.value = i.account
            WHERE i.channel = 'whatsapp' AND i.key = :key AND c.closed_at IS NULL
            """;

    private final Jdbi jdbi;
    private final Threads threads;
    private final Speaker speaker;

    PlaygroundConversation(Jdbi jdbi, Threads threads, Speaker speaker) {
        this.jdbi = jdbi;
        this.threads = threads;
        this.speaker = speaker;
    }

    /** Empty until the first message was taken in. */
    Optional<ConversationId> of(Tester tester) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_NUMBER)
                .bind("key", "phone:" + tester.number())
                .mapTo(UUID.class)
                .findFirst()
                .map(ConversationId::new));
    }

    /** The customer that the phone is. */
    Optional<UUID> customerOf(Tester tester) {
        return of(tester)
                .map(id -> jdbi.withHandle(
                        handle -> handle.createQuery("SELECT customer_id FROM conversation WHERE id = :id")
                                .bind("id", id.value())
                                .mapTo(UUID.class)
                                .one()));
    }

    void setStreaming(ConversationId id, boolean streaming) {
        jdbi.useHandle(
                handle -> handle.execute("UPDATE conversation SET streaming = ? WHERE id = ?", streaming, id.value()));
    }

    /** Begins a new thread. A conversation that a human has is let go: nobody else could give the phone its bot back. */
    void beginAnew(ConversationId id, Actor actor) {
        boolean letGo = jdbi.inTransaction(transaction -> {
            boolean human = transaction
                    .createQuery("SELECT mode FROM conversation_control WHERE conversation_id = :id FOR UPDATE")
                    .bind("id", id.value())
                    .mapTo(String.class)
                    .one()
                    .equals("human_handoff");
            return human && speaker.close(transaction, id, "playground", actor.key());
        });
        if (!letGo) {
            threads.reset(id);
        }
    }

    /** A few bytes that differ whenever anything the page shows has changed. */
    String fingerprint(ConversationId id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                SELECT md5(concat_ws('|', c.thread_frontend, c.thread_backend, c.streaming, k.mode, k.failures,
                    (SELECT string_agg(concat_ws(',', m.id, m.state, m.edited_at, m.revoked_at, o.state, o.attempts), ';'
                                       ORDER BY m.id, o.part)
                     FROM (SELECT * FROM conversation_message WHERE conversation_id = c.id ORDER BY id DESC LIMIT 60) m
                     LEFT JOIN delivery_outbox o ON o.message_id = m.id),
                    (SELECT string_agg(concat_ws(',', a.id, a.state), ';' ORDER BY a.id)
                     FROM (SELECT id, state FROM action WHERE conversation_id = c.id ORDER BY id DESC LIMIT 8) a),
                    (SELECT t.id FROM turn t WHERE t.conversation_id = c.id ORDER BY t.id DESC LIMIT 1)))
                FROM conversation c JOIN conversation_control k ON k.conversation_id = c.id
                WHERE c.id = :id
                """)
                .bind("id", id.value())
                .mapTo(String.class)
                .findFirst()
                .orElse(""));
    }
}
