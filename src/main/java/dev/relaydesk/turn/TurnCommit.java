package dev.relaydesk.turn;

import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.delivery.DeliveryWorker;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.platform.db.GroupCommit;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The one transaction in which a turn ends. It is guarded by the claim's token and epoch; when the claim was lost,
 * nothing of it is kept but a draft for staff and the turn's row.
 */
@ApplicationScoped
class TurnCommit {

    private static final Logger LOG = Logger.getLogger(TurnCommit.class);

    /** What is done in the transaction; throws {@link LostClaim} when the guard says no. */
    @FunctionalInterface
    interface Work {
        Done in(Handle transaction);
    }

    /**
     * What the transaction came to.
     *
     * @param turns all the rows to be written, the turn's own last
     */
    record Done(List<OnTheWay> sendable, List<TurnRecord> turns) {

        static Done of(List<OnTheWay> sendable, TurnRecord turn) {
            return new Done(sendable, List.of(turn));
        }
    }

    /** The lease ended, or somebody else got the right to speak, while the turn was at work. */
    static final class LostClaim extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostClaim() {
            super("the claim was lost", null, false, false);
        }

        static void unless(boolean held) {
            if (!held) {
                throw new LostClaim();
            }
        }
    }

    /** What a turn that was answered came to: lost, or what may be sent now. */
    private record Committed(boolean held, List<OnTheWay> sendable) {}

    private final Jdbi jdbi;
    private final TurnRows rows;
    private final Outbox outbox;
    private final DeliveryWorker delivery;
    private final Pollers pollers;
    private final GroupCommit<Answered, Committed> answers = new GroupCommit<>(this::commitTogether);

    TurnCommit(Jdbi jdbi, TurnRows rows, Outbox outbox, DeliveryWorker delivery, Pollers pollers) {
        this.jdbi = jdbi;
        this.rows = rows;
        this.outbox = outbox;
        this.delivery = delivery;
        this.pollers = pollers;
    }

    /** Commits an answer, together with others that are ready at the same time, and sends it. Returns the outcome. */
    String commit(Answered answered) {
        Committed committed = answers.submit(answered);
        if (!committed.held()) {
            return late();
        }
        delivery.send(committed.sendable());
        return answered.turn().outcome();
    }

    private List<Committed> commitTogether(List<Answered> ready) {
        return jdbi.inTransaction(transaction -> {
            Map<UUID, Boolean> held = AnsweredTurn.end(
                    transaction, ready.stream().map(Answered::ending).toList());
            rows.write(
                    transaction,
                    ready.stream()
                            .map(it -> held.containsKey(it.turn().id()) ? it : it.lost())
                            .toList());
            List<Answered> spoken = ready.stream()
                    .filter(it -> held.containsKey(it.turn().id()))
                    .toList();
            List<OnTheWay> sendable = outbox.say(
                    transaction, spoken.stream().map(Answered::utterance).toList());
            ready.stream()
                    .filter(it -> !held.containsKey(it.turn().id()))
                    .forEach(it -> draft(transaction, it.claim(), it.turn()));
            if (held.containsValue(true)) {
                transaction.afterCommit(() -> pollers.wake("turn"));
            }
            return ready.stream()
                    .map(it -> new Committed(held.containsKey(it.turn().id()), of(it.claim(), sendable)))
                    .toList();
        });
    }

    private static List<OnTheWay> of(Claim claim, List<OnTheWay> sendable) {
        UUID conversation = claim.conversation().value();
        return sendable.stream()
                .filter(it -> it.message().conversationId().equals(conversation))
                .toList();
    }

    /** Commits, then sends what may go out at once. Returns the outcome: the turn's own, or {@code lost}. */
    String commit(Claim claim, TurnRecord turn, Work work) {
        Done done;
        try {
            done = jdbi.inTransaction(transaction -> {
                Done worked = work.in(transaction);
                worked.turns().forEach(each -> rows.write(transaction, claim, each));
                return worked;
            });
        } catch (LostClaim _) {
            keepDraft(claim, turn);
            return late();
        }
        delivery.send(done.sendable());
        return turn.outcome();
    }

    private static String late() {
        LOG.info("The turn came too late; its answer is kept as a draft");
        return "lost";
    }

    private void keepDraft(Claim claim, TurnRecord turn) {
        jdbi.useTransaction(transaction -> {
            rows.write(transaction, claim, turn.lost());
            draft(transaction, claim, turn);
        });
    }

    private void draft(Handle transaction, Claim claim, TurnRecord turn) {
        String answer = turn.answer();
        if (answer != null) {
            outbox.draft(transaction, claim.conversation().value(), turn.id(), answer);
        }
    }
}
