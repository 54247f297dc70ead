package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Judges a reply: may what it asks for be done? A pure function of its arguments; nothing is written and nothing done.
 */
public final class ActionChecks {

    private final List<CheckResult> results = new ArrayList<>();

    private ActionChecks() {}

    /**
     * Every check with its outcome, and what follows.
     *
     * @param complete whether the reply was received to its end
     */
    public static Assessment assess(
            String reply, boolean complete, Catalogue catalogue, Prose prose, ActionFacts facts) {
        return new ActionChecks().judge(reply, complete, catalogue, prose, facts);
    }

    private Assessment judge(String reply, boolean complete, Catalogue catalogue, Prose prose, ActionFacts facts) {
        if (!complete) {
            return repair(Check.COMPLETE, Verdict.INCOMPLETE_REPLY, "the reply broke off");
        }
        return decoded(ReplyDecoder.decode(reply, prose), catalogue, facts);
    }

    /** Every check of a complete reply that was decoded before. */
    static Assessment assess(Decoded decoded, Catalogue catalogue, ActionFacts facts) {
        return new ActionChecks().decoded(decoded, catalogue, facts);
    }

    private Assessment decoded(Decoded reply, Catalogue catalogue, ActionFacts facts) {
        pass(Check.COMPLETE, "the reply has come to its end");
        return switch (reply) {
            case Decoded.Refused(Verdict verdict, String detail) -> repair(Check.PARSABLE, verdict, detail);
            case Decoded.Plain(String text) -> {
                pass(Check.PARSABLE, "plain text");
                yield assessment(Verdict.PLAIN_TEXT, new Decision.SpeakText(text));
            }
            case Decoded.Envelope envelope -> {
                pass(Check.PARSABLE, envelope.inProse() ? "one request, with text around it" : "one request alone");
                yield named(envelope, catalogue, facts);
            }
        };
    }

    private Assessment named(Decoded.Envelope envelope, Catalogue catalogue, ActionFacts facts) {
        var named = catalogue.find(envelope.name()).orElse(null);
        if (named == null) {
            return repair(
                    Check.KNOWN_NAME,
                    Verdict.UNKNOWN_ACTION,
                    "there is no such action; there are: " + String.join(", ", catalogue.names()));
        }
        var definition = named.definition();
        var alias = named.alias();
        pass(Check.KNOWN_NAME, alias == null ? definition.name() : "an alias of " + definition.name());
        var parameters = alias == null ? envelope.metadata() : alias.apply(envelope.metadata());
        List<String> faults = definition.faults(parameters);
        if (!faults.isEmpty()) {
            return repair(Check.SCHEMA, Verdict.WRONG_PARAMETERS, String.join("; ", faults));
        }
        pass(Check.SCHEMA, "the parameters fulfil the schema");
        var request = new ActionRequest(
                definition.name(),
                envelope.name(),
                envelope.reason(),
                parameters,
                ActionKeys.fingerprint(
                        facts.customer(), definition.name(), LanguageParameter.without(definition.name(), parameters)));
        ActionPolicy policy = facts.policy(request.name());
        return new PolicyChecks(request, definition, facts, policy, results)
                .refusal()
                .map(refusal -> assessment(refusal.code(), refusal))
                .orElseGet(() -> allowed(request, policy, envelope.inProse(), facts));
    }

    private Assessment allowed(ActionRequest request, ActionPolicy policy, boolean inProse, ActionFacts facts) {
        Optional<UUID> earlier = policy.dedupeWindow().isZero()
                ? Optional.empty()
                : facts.earlier(request.fingerprint(), policy.dedupeWindow());
        if (earlier.isPresent()) {
            results.add(CheckResult.refused(
                    Check.NOT_A_DUPLICATE,
                    Verdict.DUPLICATE_ACTION,
                    "the same was asked for before: " + earlier.get()));
            return assessment(Verdict.DUPLICATE_ACTION, new Decision.Duplicate(request, earlier.get()));
        }
        pass(Check.NOT_A_DUPLICATE, "nothing equal within " + policy.dedupeWindow());
        return assessment(
                inProse ? Verdict.ACTION_IN_PROSE : Verdict.ACTION, new Decision.Perform(request, policy.tier()));
    }

    private Assessment repair(Check check, Verdict code, String detail) {
        results.add(CheckResult.refused(check, code, detail));
        return assessment(code, new Decision.Repair(code, detail));
    }

    private void pass(Check check, String detail) {
        results.add(CheckResult.passed(check, detail));
    }

    private Assessment assessment(Verdict verdict, Decision decision) {
        Arrays.stream(Check.values())
                .skip(results.size())
                .map(CheckResult::notReached)
                .forEach(results::add);
        return new Assessment(verdict, decision, List.copyOf(results));
    }
}
