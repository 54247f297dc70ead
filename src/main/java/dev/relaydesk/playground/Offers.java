package dev.relaydesk.playground;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.delivery.Choice;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The buttons on the phone. Only one that was offered can be pressed, as on a real phone; pressing an old one is allowed. */
@ApplicationScoped
class Offers {

    /**
     * A button and the message it stands under.
     *
     * @param messageId as WhatsApp named it
     */
    record Offer(Choice choice, String messageId) {}

    private final Jdbi jdbi;

    Offers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How a button is named in a form. */
    static String name(long outboxId, Choice choice) {
        return outboxId + ":" + choice.id();
    }

    /** Empty when no such button was offered in this conversation. */
    Optional<Offer> find(ConversationId conversation, String name) {
        int colon = name.indexOf(':');
        if (colon < 0 || !name.substring(0, colon).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return jdbi.withHandle(handle -> handle
                .createQuery("""
                        SELECT choices, provider_id FROM delivery_outbox
                        WHERE id = :id AND conversation_id = :conversation AND provider_id IS NOT NULL
                        """)
                .bind("id", Long.parseLong(name, 0, colon, 10))
                .bind("conversation", conversation.value())
                .map((row, _) -> offers(row))
                .findOne()
                .orElse(List.of())
                .stream()
                .filter(offer -> offer.choice().id().equals(name.substring(colon + 1)))
                .findFirst());
    }

    private static List<Offer> offers(ResultSet row) throws SQLException {
        String messageId = row.getString("provider_id");
        return Choice.in(row).stream()
                .map(choice -> new Offer(choice, messageId))
                .toList();
    }
}
