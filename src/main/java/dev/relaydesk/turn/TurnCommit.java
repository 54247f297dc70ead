package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.delivery.DeliveryWorker;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
        List<OnTheWay> in(Handle transaction);
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

    private final Jdbi jdbi;
    private final TurnRows rows;
    private final Outbox outbox;
    private final DeliveryWorker delivery;

    TurnCommit(Jdbi jdbi, TurnRows rows, Outbox outbox, DeliveryWorker delivery) {
        this.jdbi = jdbi;
        this.rows = rows;
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /** Commits, then sends what may go out at once. Returns the outcome: the turn's own, or {@code lost}. */
    String commit(Claim claim, TurnRecord turn, Work work) {
        List<OnTheWay> sendable;
        try {
            sendable = jdbi.inTransaction(transaction -> {
                List<OnTheWay> said = work.in(transaction);
                rows.write(transaction, claim, turn);
                return said;
            });
        } catch (LostClaim _) {
            LOG.info("The turn came too late; its answer is kept as a draft");
            keepDraft(claim, turn);
            return "lost";
        }
        delivery.send(sendable);
        return turn.outcome();
    }

    private void keepDraft(Claim claim, TurnRecord turn) {
        jdbi.useTransaction(transaction -> {
            rows.write(transaction, claim, turn.lost());
            String answer = turn.answer();
            if (answer != null) {
                outbox.draft(transaction, claim.conversation().value(), turn.id(), answer);
            }
        });
    }
}
