package dev.relaydesk.turn;

import dev.relaydesk.action.ActionDesk;
import dev.relaydesk.action.ConfirmationAnswer;
import dev.relaydesk.action.CustomerWord;
import dev.relaydesk.action.OpenTicket;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.CustomerLanguage;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.handoff.CustomerWords;
import dev.relaydesk.handoff.HandoffRequest;
import dev.relaydesk.handoff.Handoffs;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ends turns in which the model is not asked: what happens is decided by the conversation's state. */
@ApplicationScoped
class FixedAnswers {

    private final TurnCommit commit;
    private final Saying saying;
    private final Texts texts;
    private final ActionDesk desk;
    private final OpenTicket ticket;
    private final Handoffs handoffs;
    private final CustomerWords words;
    private final Pollers pollers;

    FixedAnswers(
            TurnCommit commit,
            Saying saying,
            Texts texts,
            ActionDesk desk,
            OpenTicket ticket,
            Handoffs handoffs,
            CustomerWords words,
            Pollers pollers) {
        this.handoffs = handoffs;
        this.words = words;
        this.commit = commit;
        this.saying = saying;
        this.texts = texts;
        this.desk = desk;
        this.ticket = ticket;
        this.pollers = pollers;
    }

    /** Told at most once in a conversation; after that such messages are stored in silence. */
    String unreadable(Claim claim, UUID turn, Instant startedAt) {
        var record = TurnRecord.without(turn, startedAt, "answered", "unreadable", null, "");
        return commit.commit(claim, record, transaction -> {
            var ending = new Ending(transaction, claim);
            TurnCommit.LostClaim.unless(ending.answered(turn, null));
            if (ending.dueAgain()) {
                transaction.afterCommit(() -> pollers.wake("turn"));
            }
            boolean first = !claim.toldUnreadable() && ending.firstUnreadable();
            return TurnCommit.Done.of(
                    first
                            ? saying.asBot(
                                    transaction, claim, turn, Speech.of(texts.of(Text.UNREADABLE, claim.language())))
                            : List.of(),
                    record);
        });
    }

    /** The customer's answer to the question whether something should be done, or something else altogether. */
    String confirmation(Claim claim, UUID turn, Instant startedAt) {
        var record = TurnRecord.without(turn, startedAt, "answered", "confirmation", null, "");
        return commit.commit(claim, record, transaction -> {
            var ending = new Ending(transaction, claim);
            TurnCommit.LostClaim.unless(ending.isHeld());
            return switch (desk.confirm(transaction, Subjects.of(claim, turn, 0), words(claim))) {
                case ConfirmationAnswer.SomethingElse() -> {
                    TurnCommit.LostClaim.unless(ending.deferred(Duration.ZERO));
                    transaction.afterCommit(() -> pollers.wake("turn"));
                    yield new TurnCommit.Done(List.of(), List.of());
                }
                case ConfirmationAnswer.Settled(Optional<String> text) -> {
                    TurnCommit.LostClaim.unless(ending.dealtWith(turn));
                    List<OnTheWay> sendable = text.map(it -> saying.asSystem(transaction, claim, turn, Speech.of(it)))
                            .orElse(List.of());
                    yield TurnCommit.Done.of(sendable, record);
                }
            };
        });
    }

    /**
     * The customer asked for a human, and gets one.
     *
     * @param language in which he asked
     */
    String human(Claim claim, UUID turn, Instant startedAt, String language) {
        var record = TurnRecord.without(turn, startedAt, "answered", "asked_for_human", null, "");
        return commit.commit(claim, record, transaction -> {
            var ending = new Ending(transaction, claim);
            TurnCommit.LostClaim.unless(ending.isHeld() && ending.dealtWith(turn));
            handoffs.request(transaction, claim.conversation(), HandoffRequest.byCustomer(), "customer");
            CustomerLanguage.turned(transaction, claim.conversation(), claim.language(), language);
            return TurnCommit.Done.of(
                    saying.asSystem(transaction, claim, turn, Speech.of(words.escalated(language))), record);
        });
    }

    /** What the customer writes is added to the open ticket. */
    String addToTicket(Claim claim, UUID turn, Instant startedAt) {
        var record = TurnRecord.without(turn, startedAt, "answered", "added_to_ticket", null, "");
        return commit.commit(claim, record, transaction -> {
            var ending = new Ending(transaction, claim);
            TurnCommit.LostClaim.unless(ending.isHeld() && ending.dealtWith(turn));
            String text = ticket.note(transaction, claim.conversation(), claim.language(), words(claim));
            return TurnCommit.Done.of(saying.asSystem(transaction, claim, turn, Speech.of(text)), record);
        });
    }

    private static List<CustomerWord> words(Claim claim) {
        return claim.words().stream()
                .map(message -> new CustomerWord(message.id(), message.text(), message.choiceId()))
                .toList();
    }
}
