package dev.relaydesk.channel.api;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.conversation.Intake;
import dev.relaydesk.conversation.Placed;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.platform.limit.LimitConfig;
import dev.relaydesk.platform.limit.RateLimits;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Brings a program's message into the one way that all messages go. */
@ApplicationScoped
class ApiConversation {

    private static final String ACCOUNT = "api";

    private final Intake intake;
    private final Texts texts;
    private final RateLimits limits;
    private final Clock clock;
    private final int perMinute;

    ApiConversation(Intake intake, Texts texts, RateLimits limits, Clock clock, LimitConfig allowed) {
        this.intake = intake;
        this.texts = texts;
        this.limits = limits;
        this.clock = clock;
        this.perMinute = allowed.customerPerMinute();
    }

    /**
     * Stores the message; it is committed when this returns.
     *
     * @param beforeTheTurn told the conversation before any worker can see the message
     */
    Placed accept(MessageRequest.Valid message, boolean streaming, Consumer<ConversationId> beforeTheTurn) {
        refuseTooMany(message.customerId());
        String id = message.clientMessageId();
        var event = new InboundEvent(
                ApiSender.CHANNEL,
                ACCOUNT,
                id == null ? "relaydesk:" + UUID.randomUUID() : "client:" + message.customerId() + ":" + id,
                InboundEvent.Kind.MESSAGE,
                List.of("api:" + message.customerId()),
                message.profileName(),
                clock.instant(),
                "text",
                message.text(),
                null,
                null,
                null,
                "{}");
        String language =
                Optional.ofNullable(message.language()).flatMap(texts::known).orElse(null);
        Placed placed =
                intake.acceptNow(event, streaming, language, found -> beforeTheTurn.accept(found.conversation()));
        if (!message.text().equals(placed.text())) {
            throw new Refusal(
                    ProblemType.UNPROCESSABLE, "client_message_id was used before for another text of this customer");
        }
        return placed;
    }

    private void refuseTooMany(String customer) {
        if (perMinute <= 0) {
            return;
        }
        Duration wait = limits.take("api:" + customer, Duration.ofMinutes(1).dividedBy(perMinute), perMinute);
        if (!wait.isZero()) {
            throw new Refusal(
                    ProblemType.TOO_MANY_REQUESTS, "This customer writes faster than allowed", List.of(), wait);
        }
    }
}
