package dev.relaydesk.action;

import dev.relaydesk.action.endpoint.CallResult;
import dev.relaydesk.action.endpoint.Endpoint;
import dev.relaydesk.action.endpoint.EndpointCalls;
import dev.relaydesk.action.endpoint.Lookup;
import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Slots;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Does what is done outside: the attempt is committed before the wire, the outcome after it. What nobody knows the end of
 * is settled by what the endpoint declares: repeated, looked up, or left to a person. When an attempt breaks off its claim
 * runs out, and then nobody knows its end either.
 */
@ApplicationScoped
class ActionWorker implements Poller {

    static final String NAME = "action";

    private static final Logger LOG = Logger.getLogger(ActionWorker.class);

    private final ActionClaims claims;
    private final ActionSettlement settlement;
    private final Approvals approvals;
    private final Handlers handlers;
    private final EndpointCalls calls;
    private final Slots slots;

    ActionWorker(
            ActionClaims claims,
            ActionSettlement settlement,
            Approvals approvals,
            Handlers handlers,
            EndpointCalls calls,
            ActionTiming timing) {
        this.claims = claims;
        this.settlement = settlement;
        this.approvals = approvals;
        this.handlers = handlers;
        this.calls = calls;
        this.slots = new Slots(timing.concurrency());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        if (!claims.anythingDue()) {
            return idle();
        }
        claims.unanswered().forEach(settlement::expire);
        claims.unapproved().forEach(approvals::expire);
        claims.giveUpClaims();
        int room = slots.free();
        if (room > 0) {
            claims.unclear(room).forEach(unclear -> slots.start(NAME, () -> find(unclear)));
        }
        room = slots.free();
        List<Action> due = room == 0 ? List.of() : claims.due(room);
        due.forEach(action -> slots.start(NAME, () -> attempt(action)));
        return due.isEmpty() ? idle() : Duration.ZERO;
    }

    private void attempt(Action action) {
        Endpoint endpoint = handlers.outside(action).orElse(null);
        CallResult result = endpoint == null
                ? new CallResult.Failed("no_handler", "it is not declared any more", false, null)
                : calls.call(endpoint, Handlers.sent(action.name(), action.parameters()), action.key());
        LOG.infof("Action %s of %s, attempt %s: %s", action.id(), action.name(), action.attempt(), result.code());
        settlement.settle(action, result);
    }

    private void find(ActionClaims.Unclear unclear) {
        Action action = unclear.action();
        Endpoint endpoint = handlers.outside(action).orElse(null);
        if (endpoint == null || unclear.hopeless()) {
            settlement.leaveToHuman(action);
            return;
        }
        switch (endpoint.effect()) {
            case READ, IDEMPOTENT, NATURAL -> settlement.repeat(action, false);
            case MUTATING_ONCE -> settlement.leaveToHuman(action);
            case LOOKUP_FIRST -> {
                switch (calls.lookUp(endpoint, Handlers.sent(action.name(), action.parameters()), action.key())) {
                    case Lookup.Found(String text) -> settlement.settle(action, new CallResult.Succeeded(200, text));
                    case Lookup.NotFound() -> notFound(unclear);
                    case Lookup.Unknown(String code, String detail) -> settlement.lookAgain(action);
                }
            }
        }
    }

    private void notFound(ActionClaims.Unclear unclear) {
        if (!unclear.certain()) {
            settlement.lookAgain(unclear.action());
        } else if (unclear.repeated()) {
            settlement.leaveToHuman(unclear.action());
        } else {
            settlement.repeat(unclear.action(), true);
        }
    }
}
