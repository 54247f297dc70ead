package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps what customers think of what the bot said. */
@ApplicationScoped
public class Feedbacks {

    /** An opinion as it is given. */
    public record Given(
            UUID message,
            Feedback.Source source,
            Feedback.Rating rating,
            @Nullable String givenAs,
            Instant saidAt) {}

    /**
     * Takes an opinion in. It replaces an older one that was given in the same way of the same message.
     *
     * @return false when a newer one is there, or the message is not one of the bot's in this conversation
     */
    public boolean take(Handle transaction, ConversationId conversation, Given given) {
        return transaction
                        .createUpdate("""
                                /* conversation.feedback */
                                INSERT INTO conversation_feedback AS f
                                    (id, conversation_id, message_id, turn_id, source, rating, given_as, said_at)
                                SELECT :id, conversation_id, id, turn_id, :source, :rating, left(:givenAs, 2000), :saidAt
                                FROM conversation_message
                                WHERE id = :message AND conversation_id = :conversation AND author = 'bot'
                                ON CONFLICT (message_id, source) DO UPDATE
                                SET rating = excluded.rating, given_as = excluded.given_as, said_at = excluded.said_at,
                                    rated_at = CASE WHEN f.rating = excluded.rating THEN f.rated_at ELSE now() END
                                WHERE f.said_at <= excluded.said_at
                                """)
                        .bind("id", TimeOrderedId.next())
                        .bind("conversation", conversation.value())
                        .bind("message", given.message())
                        .bind("source", given.source().wire())
                        .bind("rating", given.rating().wire())
                        .bind("givenAs", given.givenAs())
                        .bind("saidAt", given.saidAt())
                        .execute()
                == 1;
    }

    /** What the bot said last, if it has said anything. */
    public Optional<UUID> latestOfBot(Handle handle, ConversationId conversation) {
        return handle.createQuery("""
                        SELECT id FROM conversation_message
                        WHERE conversation_id = :conversation AND author = 'bot' AND kind <> 'result'
                        ORDER BY id DESC LIMIT 1
                        """)
                .bind("conversation", conversation.value())
                .mapTo(UUID.class)
                .findOne();
    }

    /** How many messages of the bot are disliked by an opinion given after that time. */
    public int negativeSince(Handle handle, ConversationId conversation, Instant since) {
        return handle.createQuery("""
                        SELECT count(DISTINCT message_id) FROM conversation_feedback
                        WHERE conversation_id = :conversation AND rating = 'negative' AND rated_at > :since
                        """)
                .bind("conversation", conversation.value())
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    /** All of a conversation, the oldest message first. */
    public List<Feedback> of(Handle handle, ConversationId conversation) {
        return handle.createQuery("""
                        SELECT message_id, turn_id, source, rating, given_as, said_at FROM conversation_feedback
                        WHERE conversation_id = :conversation ORDER BY message_id, source LIMIT 1000
                        """)
                .bind("conversation", conversation.value())
                .map((row, _) -> new Feedback(
                        row.getObject("message_id", UUID.class),
                        row.getObject("turn_id", UUID.class),
                        Feedback.Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                        Feedback.Rating.valueOf(row.getString("rating").toUpperCase(Locale.ROOT)),
                        row.getString("given_as"),
                        row.getTimestamp("said_at").toInstant()))
                .list();
    }
}
