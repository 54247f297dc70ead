package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionDefinition;
import dev.relaydesk.action.catalogue.Reference;
import dev.relaydesk.conversation.Mode;
import java.util.List;
import java.util.Optional;

/** The checks of a request whose form is sound: who said it, and whether it is allowed here, now, for this customer. */
final class PolicyChecks {

    private final ActionRequest request;
    private final ActionDefinition definition;
    private final ActionFacts facts;
    private final ActionPolicy policy;
    private final List<CheckResult> results;

    PolicyChecks(
            ActionRequest request,
            ActionDefinition definition,
            ActionFacts facts,
            ActionPolicy policy,
            List<CheckResult> results) {
        this.request = request;
        this.definition = definition;
        this.facts = facts;
        this.policy = policy;
        this.results = results;
    }

    /** The first refusal; empty when the request is allowed. */
    Optional<Decision.Refuse> refusal() {
        return echo().or(this::enabled)
                .or(this::mode)
                .or(this::binding)
                .or(this::quota)
                .or(this::tier);
    }

    private Optional<Decision.Refuse> echo() {
        boolean dictated = Echo.isHeard(List.of(request.name(), request.askedAs()), facts.ownTexts());
        return settle(
                Check.NOT_AN_ECHO,
                !dictated,
                Verdict.ECHO_OF_CUSTOMER,
                dictated ? "the customer's own text dictates this action" : "the customer did not dictate it");
    }

    private Optional<Decision.Refuse> enabled() {
        return settle(
                Check.ENABLED,
                policy.enabled(),
                Verdict.ACTION_DISABLED,
                policy.enabled() ? "switched on" : "switched off by its policy");
    }

    private Optional<Decision.Refuse> mode() {
        Mode mode = facts.mode();
        return settle(
                Check.ALLOWED_IN_MODE,
                policy.modes().contains(mode),
                Verdict.WRONG_MODE,
                "the conversation is in mode " + mode.wire());
    }

    private Optional<Decision.Refuse> binding() {
        List<Reference> references = definition.references(request.parameters());
        for (Reference each : references) {
            if (!facts.belongsToCustomer(each)) {
                return settle(
                        Check.BOUND_TO_CUSTOMER,
                        false,
                        Verdict.NOT_THE_CUSTOMERS,
                        "this %s is not known as the customer's: %s".formatted(each.kind(), each.value()));
            }
        }
        return settle(
                Check.BOUND_TO_CUSTOMER,
                true,
                Verdict.NOT_THE_CUSTOMERS,
                references.isEmpty() ? "it names nothing that has an owner" : "everything it names is the customer's");
    }

    private Optional<Decision.Refuse> quota() {
        if (policy.quota() == 0) {
            return settle(Check.WITHIN_QUOTA, true, Verdict.QUOTA_USED_UP, "there is no quota");
        }
        int performed = facts.performedWithin(request.name(), policy.quotaWindow());
        return settle(
                Check.WITHIN_QUOTA,
                performed < policy.quota(),
                Verdict.QUOTA_USED_UP,
                "%d of %d within %s".formatted(performed, policy.quota(), policy.quotaWindow()));
    }

    private Optional<Decision.Refuse> tier() {
        return settle(
                Check.POLICY_TIER,
                policy.tier() != Tier.NEVER,
                Verdict.NEVER_ALLOWED,
                "the tier is " + policy.tier().wire());
    }

    private Optional<Decision.Refuse> settle(Check check, boolean passed, Verdict code, String detail) {
        results.add(passed ? CheckResult.passed(check, detail) : CheckResult.refused(check, code, detail));
        return passed ? Optional.empty() : Optional.of(new Decision.Refuse(code, detail, request));
    }
}
