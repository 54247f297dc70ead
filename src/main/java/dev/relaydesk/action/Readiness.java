package dev.relaydesk.action;

import dev.relaydesk.action.endpoint.CallResult;
import dev.relaydesk.action.endpoint.Effect;
import dev.relaydesk.action.endpoint.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether somebody can do what is allowed with these parameters, and whether it may be done in this turn. */
@ApplicationScoped
class Readiness {

    /** What a turn may do at once although somebody else than the customer spoke in it. */
    private static final Set<String> HARMLESS = Set.of("handoff", "ticket_status");

    /**
     * The turn, as far as it matters here.
     *
     * @param afterResult whether it answers the result of an action, which is a stranger's text
     * @param modelMayBeAsked whether the model may be asked again for the same word of the customer
     */
    record Turn(boolean afterResult, boolean modelMayBeAsked) {}

    private final Handlers handlers;

    Readiness(Handlers handlers) {
        this.handlers = handlers;
    }

    /** The assessment as it was, or with what stands against it. */
    Assessment check(Turn turn, Assessment assessment) {
        return assessment.decision() instanceof Decision.Perform allowed
                ? ready(turn, assessment, allowed)
                : assessment;
    }

    private Assessment ready(Turn turn, Assessment assessment, Decision.Perform allowed) {
        ActionRequest request = allowed.request();
        if (handlers.inHouse(request.name()).isPresent()) {
            return careful(turn, assessment, allowed, HARMLESS.contains(request.name()));
        }
        Endpoint endpoint =
                handlers.outside(request.name(), request.parameters()).orElse(null);
        if (endpoint == null) {
            return request.name().equals(Handlers.API_CALL)
                    ? mistake(assessment, "there is no such endpoint; there are: " + handlers.endpointNames())
                    : refused(assessment, Verdict.ACTION_DISABLED, "no handler is declared for it", request);
        }
        Optional<CallResult.Failed> refusal = endpoint.refusal(Handlers.sent(request.name(), request.parameters()));
        if (refusal.isPresent()) {
            return mistake(
                    assessment, refusal.get().code() + ": " + refusal.get().detail());
        }
        if (!turn.modelMayBeAsked()) {
            return refused(assessment, Verdict.TOO_MANY_MODEL_CALLS, "the model was asked often enough", request);
        }
        return careful(turn, assessment, allowed, endpoint.effect() == Effect.READ);
    }

    private static Assessment careful(Turn turn, Assessment assessment, Decision.Perform allowed, boolean harmless) {
        return turn.afterResult() && allowed.tier() == Tier.AUTO && !harmless
                ? new Assessment(
                        assessment.verdict(),
                        new Decision.Perform(allowed.request(), Tier.CONFIRM_CUSTOMER),
                        assessment.checks())
                : assessment;
    }

    private static Assessment mistake(Assessment assessment, String detail) {
        return new Assessment(
                Verdict.WRONG_PARAMETERS,
                new Decision.Repair(Verdict.WRONG_PARAMETERS, detail),
                refusing(assessment, Check.SCHEMA, Verdict.WRONG_PARAMETERS, detail));
    }

    private static Assessment refused(Assessment assessment, Verdict code, String detail, ActionRequest request) {
        return new Assessment(
                code, new Decision.Refuse(code, detail, request), refusing(assessment, Check.ENABLED, code, detail));
    }

    private static List<CheckResult> refusing(Assessment assessment, Check check, Verdict code, String detail) {
        List<CheckResult> checks = new ArrayList<>();
        for (CheckResult each : assessment.checks()) {
            int order = each.check().compareTo(check);
            checks.add(
                    order < 0
                            ? each
                            : order == 0
                                    ? CheckResult.refused(check, code, detail)
                                    : CheckResult.notReached(each.check()));
        }
        return List.copyOf(checks);
    }
}
