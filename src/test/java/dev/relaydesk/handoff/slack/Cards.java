package dev.relaydesk.handoff.slack;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.handoff.Deed;
import dev.relaydesk.handoff.HandoffCard;
import dev.relaydesk.handoff.Notice;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Handoffs and notices for tests. */
final class Cards {

    static final UUID HANDOFF = UUID.fromString("0199a000-0000-7000-8000-00000000002a");

    private Cards() {}

    static HandoffCard waiting(String customer, @Nullable String summary, String said) {
        return card(customer, summary, said, "waiting", null, null);
    }

    static HandoffCard taken(String colleague) {
        return card("Grace", null, "Hello?", "taken", colleague, Instant.ofEpochSecond(1_790_000_060));
    }

    static HandoffCard ended(String colleague) {
        return card("Grace", null, "Hello?", "ended", colleague, Instant.ofEpochSecond(1_790_000_060));
    }

    private static HandoffCard card(
            String customer,
            @Nullable String summary,
            String said,
            String state,
            @Nullable String colleague,
            @Nullable Instant takenAt) {
        Instant since = Instant.ofEpochSecond(1_790_000_000);
        return new HandoffCard(
                HANDOFF,
                new ConversationId(UUID.fromString("0199a000-0000-7000-8000-00000000002b")),
                customer,
                "whatsapp",
                since,
                "model_asked",
                "support",
                "high",
                summary,
                List.of(new Deed("order_status (order: " + said + ")", "failed (timeout)", false, since)),
                List.of(new Deed("refund (reason: " + said + ")", "cancelled by this handoff", true, since)),
                List.of(new HandoffCard.Line("customer", said, since), new HandoffCard.Line("bot", said, since)),
                state,
                null,
                colleague,
                takenAt,
                "https://desk.example.org/conversations/42");
    }

    static Notice notice(
            Notice.Kind kind, String recipient, @Nullable String parent, HandoffCard card, @Nullable String text) {
        String place = parent == null ? null : recipient.split(":", 2)[0];
        return new Notice(UUID.randomUUID(), kind, recipient, null, place, parent, card, text, 1);
    }
}
