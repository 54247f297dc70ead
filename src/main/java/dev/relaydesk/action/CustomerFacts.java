package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.Reference;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.ticket.Tickets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What our rows say about a customer, read on one connection. */
final class CustomerFacts implements ActionFacts {

    /** Older texts of the customer are not what the model repeats. */
    private static final int TEXTS = 20;

    private final Handle handle;
    private final Tickets tickets;
    private final Policies policies;
    private final UUID customer;
    private final UUID conversation;
    private final Mode mode;

    CustomerFacts(Handle handle, Tickets tickets, Policies policies, UUID customer, UUID conversation, Mode mode) {
        this.handle = handle;
        this.tickets = tickets;
        this.policies = policies;
        this.customer = customer;
        this.conversation = conversation;
        this.mode = mode;
    }

    static UUID customerOf(Handle handle, ConversationId conversation) {
        return customerOf(handle, conversation, "");
    }

    /** The same; until the transaction ends nobody else judges requests of this customer in order to do them. */
    static UUID lockedCustomerOf(Handle transaction, ConversationId conversation) {
        return customerOf(transaction, conversation, "FOR NO KEY UPDATE OF c");
    }

    private static UUID customerOf(Handle handle, ConversationId conversation, String lock) {
        return handle.createQuery("""
                        SELECT c.id FROM conversation v JOIN conversation_customer c ON c.id = v.customer_id
                        WHERE v.id = :conversation %s
                        """.formatted(lock))
                .bind("conversation", conversation.value())
                .mapTo(UUID.class)
                .one();
    }

    @Override
    public UUID customer() {
        return customer;
    }

    @Override
    public List<String> ownTexts() {
        return handle.createQuery("""
                        SELECT text FROM conversation_message
                        WHERE conversation_id = :conversation AND author = 'customer' AND text IS NOT NULL
                        ORDER BY id DESC LIMIT :texts
                        """)
                .bind("conversation", conversation)
                .bind("texts", TEXTS)
                .mapTo(String.class)
                .list();
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public ActionPolicy policy(String action) {
        return policies.of(handle, action);
    }

    @Override
    public boolean belongsToCustomer(Reference reference) {
        return reference.kind().equals("ticket")
                && tickets.ofCustomer(handle, customer, reference.value()).isPresent();
    }

    @Override
    public int performedWithin(String action, Duration window) {
        return handle.createQuery("""
                        SELECT count(*) FROM action
                        WHERE customer_id = :customer AND name = :action
                          AND created_at > now() - :millis * interval '1 millisecond'
                          AND state NOT IN ('rejected', 'duplicate', 'cancelled', 'expired')
                        """)
                .bind("customer", customer)
                .bind("action", action)
                .bind("millis", window.toMillis())
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public Optional<UUID> earlier(String fingerprint, Duration window) {
        return handle.createQuery("""
                        SELECT id FROM action
                        WHERE fingerprint = :fingerprint AND counts
                          AND (state IN ('validated', 'awaiting_confirmation', 'executing', 'ambiguous')
                               OR created_at > now() - :millis * interval '1 millisecond')
                        """)
                .bind("fingerprint", fingerprint)
                .bind("millis", window.toMillis())
                .mapTo(UUID.class)
                .findOne();
    }
}
