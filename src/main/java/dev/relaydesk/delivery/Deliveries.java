package dev.relaydesk.delivery;

import dev.relaydesk.conversation.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells what became of what was said, and what the provider's name for a message means. */
@ApplicationScoped
public class Deliveries {

    /** How far a message has come, all its parts taken together. */
    public sealed interface Fate {

        /** Somewhere on its way. */
        record Open() implements Fate {}

        /** The provider has taken all of it. */
        record WentOut() implements Fate {}

        /**
         * The customer has not got all of it.
         *
         * @param windowClosed whether the customer may not be written to freely any more
         * @param uncertain whether it may have arrived all the same
         * @param why in the provider's words, with its code; null when it gave none
         */
        record NotSent(
                boolean windowClosed,
                boolean uncertain,
                @Nullable String why) implements Fate {}
    }

    /** A message that went out under a provider's name. */
    public record Known(ConversationId conversation, UUID message, Origin origin) {}

    private record Told(UUID message, Fate fate) {}

    /** A message that is not in the outbox is left out. */
    public Map<UUID, Fate> fates(Handle handle, List<UUID> messages) {
        Map<UUID, Fate> fates = new HashMap<>();
        handle.createQuery("""
                        /* delivery.fates */
                        SELECT message_id,
                               bool_or(state IN ('queued', 'sending', 'unknown')) AS open,
                               bool_and(state IN ('sent', 'delivered', 'read')) AS went_out,
                               bool_or(state = 'expired') AS window_closed,
                               bool_or(state = 'failed' AND resends > 0) AS uncertain,
                               min(concat_ws(', ', error_detail, error_code)) FILTER (WHERE state = 'failed') AS why
                        FROM delivery_outbox WHERE message_id = ANY (:messages) GROUP BY message_id
                        """)
                .bindArray("messages", UUID.class, messages)
                .map((row, _) -> {
                    Fate lost = new Fate.NotSent(
                            row.getBoolean("window_closed"), row.getBoolean("uncertain"), row.getString("why"));
                    Fate settled = row.getBoolean("went_out") ? new Fate.WentOut() : lost;
                    return new Told(
                            row.getObject("message_id", UUID.class),
                            row.getBoolean("open") ? new Fate.Open() : settled);
                })
                .forEach(told -> fates.put(told.message(), told.fate()));
        return fates;
    }

    /** What we sent that the provider calls so. */
    public Optional<Known> find(Handle handle, String channel, String account, String providerId) {
        return handle.createQuery("""
                        /* delivery.by_provider_id */
                        SELECT conversation_id, message_id, origin FROM delivery_outbox
                        WHERE account = :account AND provider_id = :providerId AND channel = :channel
                        ORDER BY id DESC LIMIT 1
                        """)
                .bind("account", account)
                .bind("providerId", providerId)
                .bind("channel", channel)
                .map((row, _) -> new Known(
                        new ConversationId(row.getObject("conversation_id", UUID.class)),
                        row.getObject("message_id", UUID.class),
                        Origin.of(row.getString("origin"))))
                .findOne();
    }
}
