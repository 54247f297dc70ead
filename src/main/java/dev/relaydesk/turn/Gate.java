package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.handoff.CustomerWords;
import dev.relaydesk.platform.limit.LimitConfig;
import dev.relaydesk.platform.limit.RateLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Decides whether the Space is asked at all. */
@ApplicationScoped
class Gate {

    /** What to do with a claimed conversation. */
    sealed interface Verdict {

        record Ask() implements Verdict {}

        /** Too much from this customer: what he wrote stays and is answered together, later. */
        record Wait(Duration pause, String why) implements Verdict {}

        record LeaveToHuman() implements Verdict {}

        /** What was due was taken back by the customer, moved to another conversation, or waits for the customer's answer. */
        record NothingLeft() implements Verdict {}

        /** Nothing of what was sent can be read. */
        record SayUnreadable() implements Verdict {}

        /** The customer wants a human, in so many words: the model need not be asked. */
        record HandToHuman(String language) implements Verdict {}

        /** The customer was asked whether something should be done. */
        record TakeAsConfirmation() implements Verdict {}

        /** The conversation was left to a ticket. */
        record AddToTicket() implements Verdict {}

        record GiveUp(String why) implements Verdict {}
    }

    private final TurnConfig config;
    private final CustomerWords words;
    private final RateLimits limits;
    private final int customerPerMinute;

    Gate(TurnConfig config, CustomerWords words, RateLimits limits, LimitConfig allowed) {
        this.config = config;
        this.words = words;
        this.limits = limits;
        this.customerPerMinute = allowed.customerPerMinute();
    }

    Verdict check(Claim claim) {
        if (claim.messages().isEmpty()) {
            return new Verdict.NothingLeft();
        }
        boolean ours = claim.mode() != Mode.HUMAN_HANDOFF && claim.mode() != Mode.CLOSED;
        return (ours ? words.askForHuman(claim.texts(), claim.language()) : Optional.<String>empty())
                .<Verdict>map(Verdict.HandToHuman::new)
                .orElseGet(() -> checkMode(claim));
    }

    private Verdict checkMode(Claim claim) {
        return switch (claim.mode()) {
            case HUMAN_HANDOFF, CLOSED -> new Verdict.LeaveToHuman();
            case AWAITING_CONFIRMATION -> new Verdict.TakeAsConfirmation();
            case TICKET_OPEN -> claim.words().isEmpty() ? new Verdict.LeaveToHuman() : new Verdict.AddToTicket();
            case BOT -> checkBot(claim);
        };
    }

    private Verdict checkBot(Claim claim) {
        if (claim.crashes() >= config.maxCrashes()) {
            return new Verdict.GiveUp("crash_loop");
        }
        if (claim.waited()) {
            return new Verdict.GiveUp("patience");
        }
        if (claim.messages().stream().noneMatch(Claim.Message::isReadable)) {
            return new Verdict.SayUnreadable();
        }
        boolean customers = claim.words().size() == claim.messages().size();
        if (customerPerMinute > 0
                && customers
                && claim.failures() == 0
                && !claim.channel().equals("api")) {
            Duration wait = limits.take(
                    "customer:" + claim.conversation(),
                    Duration.ofMinutes(1).dividedBy(customerPerMinute),
                    customerPerMinute);
            if (!wait.isZero()) {
                return new Verdict.Wait(wait, "customer_limit");
            }
        }
        return new Verdict.Ask();
    }
}
