package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.CustomerReacted;
import dev.relaydesk.conversation.Feedback;
import dev.relaydesk.conversation.Feedback.Rating;
import dev.relaydesk.conversation.Feedback.Source;
import dev.relaydesk.conversation.Feedbacks;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.delivery.Deliveries;
import dev.relaydesk.delivery.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes in what customers think of the bot, and gives those to a human who dislike it too often. */
@ApplicationScoped
class CustomerFeedback {

    private static final String THUMBS_DOWN = "\ud83d\udc4e";
    private static final String THUMBS_UP = "\ud83d\udc4d";
    private static final String HEART = "\u2764";

    private final Jdbi jdbi;
    private final HandoffConfig config;
    private final Feedbacks feedbacks;
    private final Deliveries deliveries;
    private final Handoffs handoffs;
    private final Announcements announcements;
    private final CustomerWords words;
    private final Clock clock;

    CustomerFeedback(
            Jdbi jdbi,
            HandoffConfig config,
            Feedbacks feedbacks,
            Deliveries deliveries,
            Handoffs handoffs,
            Announcements announcements,
            CustomerWords words,
            Clock clock) {
        this.jdbi = jdbi;
        this.config = config;
        this.feedbacks = feedbacks;
        this.deliveries = deliveries;
        this.handoffs = handoffs;
        this.announcements = announcements;
        this.words = words;
        this.clock = clock;
    }

    /** What an opinion was taken for, and who has the conversation since. */
    record Taken(UUID message, Mode mode) {}

    /**
     * Takes an opinion in that was given by the API.
     *
     * @param message of the bot; null for what it said last
     * @return empty when the bot has said no such thing there
     */
    Optional<Taken> take(ConversationId conversation, @Nullable UUID message, Rating rating, @Nullable String comment) {
        return jdbi.inTransaction(transaction -> Optional.ofNullable(message)
                .or(() -> feedbacks.latestOfBot(transaction, conversation))
                .filter(said -> feedbacks.take(
                        transaction,
                        conversation,
                        new Feedbacks.Given(said, Source.API, rating, comment, clock.instant())))
                .flatMap(said -> {
                    judge(transaction, conversation);
                    return Floor.lock(transaction, conversation).map(floor -> new Taken(said, floor.mode()));
                }));
    }

    List<Feedback> of(ConversationId conversation) {
        return jdbi.withHandle(handle -> feedbacks.of(handle, conversation));
    }

    void reacted(@Observes CustomerReacted news) {
        Handle transaction = news.transaction();
        InboundEvent event = news.event();
        String providerId = event.refersTo();
        if (providerId == null) {
            return;
        }
        deliveries
                .find(transaction, event.channel(), event.account(), providerId)
                .filter(known -> known.origin() == Origin.BOT && isBy(transaction, known.conversation(), event))
                .filter(known -> feedbacks.take(
                        transaction,
                        known.conversation(),
                        new Feedbacks.Given(
                                known.message(), Source.REACTION, rating(event.text()), event.text(), event.saidAt())))
                .ifPresent(known -> judge(transaction, known.conversation()));
    }

    /** Whether the customer of the conversation did it, and nobody else. */
    private static boolean isBy(Handle transaction, ConversationId conversation, InboundEvent event) {
        return transaction
                .createQuery("""
                        SELECT EXISTS (
                            SELECT FROM conversation v JOIN conversation_identity i ON i.customer_id = v.customer_id
                            WHERE v.id = :conversation AND i.channel = :channel AND i.account = :account
                              AND i.key = ANY (:keys))
                        """)
                .bind("conversation", conversation.value())
                .bind("channel", event.channel())
                .bind("account", event.account())
                .bindArray("keys", String.class, event.senderKeys())
                .mapTo(Boolean.class)
                .one();
    }

    /** Whatever the skin tone. An emoji that says neither takes an earlier opinion back, as removing it does. */
    static Rating rating(@Nullable String emoji) {
        if (emoji == null) {
            return Rating.NONE;
        }
        if (emoji.startsWith(THUMBS_DOWN)) {
            return Rating.NEGATIVE;
        }
        return emoji.startsWith(THUMBS_UP) || emoji.startsWith(HEART) ? Rating.POSITIVE : Rating.NONE;
    }

    /** Counts from the last time a human had the conversation: who was helped begins anew. */
    private void judge(Handle transaction, ConversationId conversation) {
        int enough = config.afterNegativeFeedbacks();
        Floor floor = Floor.lock(transaction, conversation).orElse(null);
        boolean withBot = floor != null
                && switch (floor.mode()) {
                    case BOT, AWAITING_CONFIRMATION -> true;
                    case HUMAN_HANDOFF, TICKET_OPEN, CLOSED -> false;
                };
        if (enough <= 0
                || !withBot
                || feedbacks.negativeSince(transaction, conversation, lastHuman(transaction, conversation)) < enough) {
            return;
        }
        if (handoffs.request(transaction, conversation, HandoffRequest.byRule("negative_feedback"), "customer")) {
            announcements.sayOnCommit(transaction, conversation, words::escalated);
        }
    }

    private static Instant lastHuman(Handle transaction, ConversationId conversation) {
        return transaction
                .createQuery("SELECT coalesce(max(ended_at), 'epoch') FROM handoff WHERE conversation_id = :id")
                .bind("id", conversation.value())
                .mapTo(Timestamp.class)
                .one()
                .toInstant();
    }
}
