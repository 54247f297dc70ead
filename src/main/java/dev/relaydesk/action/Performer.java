package dev.relaydesk.action;

import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Does what everybody has agreed to: in house at once, outside by the worker. */
@ApplicationScoped
class Performer {

    private final Handlers handlers;
    private final ActionRows rows;
    private final Policies policies;
    private final Pollers pollers;

    Performer(Handlers handlers, ActionRows rows, Policies policies, Pollers pollers) {
        this.handlers = handlers;
        this.rows = rows;
        this.policies = policies;
        this.pollers = pollers;
    }

    /**
     * Does it, or hands it to the worker, in the caller's transaction.
     *
     * @return what the customer is told; empty when that comes later
     */
    Optional<String> carryOut(Handle transaction, Action action) {
        Optional<ActionHandler> inHouse = handlers.inHouse(action.name());
        if (inHouse.isEmpty()) {
            rows.enqueue(transaction, action.id());
            transaction.afterCommit(() -> pollers.wake(ActionWorker.NAME));
            return Optional.empty();
        }
        rows.begin(transaction, action.id());
        String outcome = inHouse.get().perform(transaction, action);
        rows.succeed(
                transaction,
                action.id(),
                outcome,
                !policies.of(transaction, action.name()).dedupeWindow().isZero());
        return Optional.of(outcome);
    }
}
