package dev.relaydesk.conversation;

import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Knows which identities are one customer. A phone number may be missing, and a user id may change. */
@ApplicationScoped
class Identities {

    private final Speaker speaker;

    Identities(Speaker speaker) {
        this.speaker = speaker;
    }

    /** The sender's customer: found by the strongest known key, made if there is none, merged if his keys were two. */
    UUID customerOf(Handle transaction, InboundEvent event) {
        List<UUID> found = customersOf(transaction, event);
        UUID customer = found.isEmpty() ? createCustomer(transaction, event) : found.getFirst();
        for (String key : event.senderKeys()) {
            addKey(transaction, event.channel(), event.account(), key, customer);
        }
        found.stream().skip(1).forEach(other -> merge(transaction, other, customer));
        return customer;
    }

    private static List<UUID> customersOf(Handle transaction, InboundEvent event) {
        return transaction
                .createQuery("""
                        SELECT customer_id
                        FROM conversation_identity
                        WHERE channel = :channel AND account = :account AND key = ANY (:keys)
                        GROUP BY customer_id ORDER BY min(array_position(:keys, key))
                        """)
                .bindArray("keys", String.class, event.senderKeys())
                .bind("channel", event.channel())
                .bind("account", event.account())
                .mapTo(UUID.class)
                .list();
    }

    /** Two replicas may meet the same newcomer at once: the unique key decides, and the loser takes the winner's. */
    private UUID createCustomer(Handle transaction, InboundEvent event) {
        UUID customer = TimeOrderedId.next();
        transaction
                .createUpdate("INSERT INTO conversation_customer (id, display_name) VALUES (:id, :name)")
                .bind("id", customer)
                .bind("name", event.senderName())
                .execute();
        if (addKey(
                transaction,
                event.channel(),
                event.account(),
                event.senderKeys().getFirst(),
                customer)) {
            return customer;
        }
        transaction
                .createUpdate("DELETE FROM conversation_customer WHERE id = :id")
                .bind("id", customer)
                .execute();
        return customersOf(transaction, event).getFirst();
    }

    private static boolean addKey(Handle transaction, String channel, String account, String key, UUID customer) {
        return transaction
                        .createUpdate("""
                                INSERT INTO conversation_identity (channel, account, key, customer_id)
                                VALUES (:channel, :account, :key, :customer) ON CONFLICT DO NOTHING
                                """)
                        .bind("channel", channel)
                        .bind("account", account)
                        .bind("key", key)
                        .bind("customer", customer)
                        .execute()
                == 1;
    }

    /** The number or user id changed: the new key means the same customer from now on, whoever had it before. */
    void move(Handle transaction, UUID customer, InboundEvent event) {
        String key = event.newKey();
        if (key == null) {
            return;
        }
        transaction
                .createUpdate("""
                        INSERT INTO conversation_identity (channel, account, key, customer_id)
                        VALUES (:channel, :account, :key, :customer)
                        ON CONFLICT (channel, account, key) DO UPDATE SET customer_id = excluded.customer_id,
                                                                          last_seen_at = now()
                        """)
                .bind("channel", event.channel())
                .bind("account", event.account())
                .bind("key", key)
                .bind("customer", customer)
                .execute();
        transaction
                .createUpdate("""
                        UPDATE conversation SET address = :address
                        WHERE customer_id = :customer AND channel = :channel AND account = :account AND closed_at IS NULL
                        """)
                .bind("address", address(List.of(key)))
                .bind("customer", customer)
                .bind("channel", event.channel())
                .bind("account", event.account())
                .execute();
    }

    /** The customer's open conversation; there is at most one for each channel account, by a unique index. */
    ConversationId openConversation(Handle transaction, UUID customer, InboundEvent event) {
        UUID id = TimeOrderedId.next();
        boolean opened = transaction
                        .createUpdate("""
                                INSERT INTO conversation (id, customer_id, channel, account, address, thread_frontend)
                                VALUES (:id, :customer, :channel, :account, :address, gen_random_uuid())
                                ON CONFLICT (customer_id, channel, account) WHERE closed_at IS NULL DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("customer", customer)
                        .bind("channel", event.channel())
                        .bind("account", event.account())
                        .bind("address", address(event.senderKeys()))
                        .execute()
                == 1;
        if (opened) {
            speaker.open(transaction, id);
            return new ConversationId(id);
        }
        UUID open = openOf(transaction, customer, event.channel(), event.account());
        transaction
                .createUpdate("""
                        UPDATE conversation SET address = :address
                        WHERE id = :id AND address NOT LIKE 'phone:%' AND :address LIKE 'phone:%'
                        """)
                .bind("id", open)
                .bind("address", address(event.senderKeys()))
                .execute();
        return new ConversationId(open);
    }

    private static UUID openOf(Handle transaction, UUID customer, String channel, String account) {
        return transaction
                .createQuery("""
                        SELECT id FROM conversation
                        WHERE customer_id = :customer AND channel = :channel AND account = :account AND closed_at IS NULL
                        """)
                .bind("customer", customer)
                .bind("channel", channel)
                .bind("account", account)
                .mapTo(UUID.class)
                .one();
    }

    /** Two customers turn out to be one. What the loser still waits for is answered in the winner's conversation. */
    private void merge(Handle transaction, UUID loser, UUID winner) {
        transaction
                .createUpdate("UPDATE conversation_identity SET customer_id = :winner WHERE customer_id = :loser")
                .bind("winner", winner)
                .bind("loser", loser)
                .execute();
        record Open(UUID id, @Nullable UUID rival) {}
        List<Open> open = transaction
                .createQuery("""
                        SELECT l.id, w.id AS rival
                        FROM conversation l
                        LEFT JOIN conversation w ON w.customer_id = :winner AND w.channel = l.channel
                                                AND w.account = l.account AND w.closed_at IS NULL
                        WHERE l.customer_id = :loser AND l.closed_at IS NULL
                        """)
                .bind("winner", winner)
                .bind("loser", loser)
                .map((row, _) -> new Open(row.getObject("id", UUID.class), row.getObject("rival", UUID.class)))
                .list();
        for (Open conversation : open) {
            UUID rival = conversation.rival();
            if (rival != null) {
                transaction
                        .createUpdate("""
                                WITH moved AS (
                                    UPDATE conversation_message SET conversation_id = :rival
                                    WHERE conversation_id = :loser AND state = 'pending'
                                    RETURNING created_at)
                                UPDATE conversation_control c
                                SET wake_count = wake_count + 1, due_at = coalesce(due_at, now()),
                                    waiting_since = least(waiting_since, (SELECT min(created_at) FROM moved))
                                WHERE conversation_id = :rival AND EXISTS (SELECT FROM moved)
                                """)
                        .bind("rival", rival)
                        .bind("loser", conversation.id())
                        .execute();
                transaction.createUpdate("""
                                UPDATE conversation_control SET wake_count = wake_count + 1, due_at = coalesce(due_at, now())
                                WHERE conversation_id = :rival
                                """).bind("rival", rival).execute();
                speaker.close(transaction, new ConversationId(conversation.id()), "merged", "system");
            }
        }
        transaction
                .createUpdate("UPDATE conversation SET customer_id = :winner WHERE customer_id = :loser")
                .bind("winner", winner)
                .bind("loser", loser)
                .execute();
    }

    /** A phone number reaches everybody; a user id only those who still have it. */
    private static String address(List<String> keys) {
        return keys.stream().filter(key -> key.startsWith("phone:")).findFirst().orElse(keys.getFirst());
    }
}
