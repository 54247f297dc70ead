package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.action.endpoint.CallResult;
import dev.relaydesk.action.endpoint.Effect;
import dev.relaydesk.action.endpoint.Endpoint;
import dev.relaydesk.conversation.SpeakerChanged;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.ticket.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Where the model's replies are judged, and what they ask for is done or refused. */
@ApplicationScoped
public class ActionDesk {

    /** For one word of the customer: the first, repairs and results together. */
    private static final int MOST_MODEL_CALLS = 3;

    /** What a turn may do at once although somebody else than the customer spoke in it. */
    private static final Set<String> HARMLESS = Set.of("handoff", "ticket_status");

    private final Jdbi jdbi;
    private final ActionCatalogue catalogue;
    private final ActionConfig config;
    private final Policies policies;
    private final Prompts prompts;
    private final Handlers handlers;
    private final ActionRows rows;
    private final Confirmations confirmations;
    private final Tickets tickets;
    private final ActionTexts texts;
    private final Pollers pollers;
    private final MeterRegistry metrics;

    ActionDesk(
            Jdbi jdbi,
            ActionCatalogue catalogue,
            ActionConfig config,
            Policies policies,
            Prompts prompts,
            Handlers handlers,
            ActionRows rows,
            Confirmations confirmations,
            Tickets tickets,
            ActionTexts texts,
            Pollers pollers,
            MeterRegistry metrics) {
        this.jdbi = jdbi;
        this.catalogue = catalogue;
        this.config = config;
        this.policies = policies;
        this.prompts = prompts;
        this.handlers = handlers;
        this.rows = rows;
        this.confirmations = confirmations;
        this.tickets = tickets;
        this.texts = texts;
        this.pollers = pollers;
        this.metrics = metrics;
    }

    /** Judges a complete reply without any effect. Plain text costs no query. */
    public Assessment assess(Subject subject, String reply) {
        Decoded decoded = ReplyDecoder.decode(reply, config.prose());
        return decoded instanceof Decoded.Envelope
                ? jdbi.withHandle(handle -> judge(handle, subject, customerOf(handle, subject, false), reply))
                : ActionChecks.assess(decoded, catalogue.current(), new Unasked());
    }

    /** The question that asks the model to say it again; empty when it was asked often enough. */
    public Optional<String> repair(Subject subject, Assessment assessment) {
        return assessment.decision() instanceof Decision.Repair mistake && subject.modelCalls() < MOST_MODEL_CALLS
                ? Optional.of(prompts.repair(mistake, catalogue.current()))
                : Optional.empty();
    }

    /** How often the model was asked for the same word of the customer before the results that are answered now. */
    public int modelCallsBefore(List<UUID> results) {
        return results.isEmpty()
                ? 0
                : jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT coalesce(max(model_calls), 0) FROM action WHERE result_message = ANY (:results)")
                        .bindArray("results", UUID.class, results)
                        .mapTo(Integer.class)
                        .one());
    }

    /**
     * Does what follows from a reply, in the transaction that ends the turn and holds the conversation's control row. Judged
     * anew: of two equal requests at the same moment one is the duplicate.
     */
    public Reaction react(Handle transaction, Subject subject, String reply) {
        UUID customer = customerOf(transaction, subject, true);
        Assessment assessment = judge(transaction, subject, customer, reply);
        metrics.counter("relaydesk_replies", "verdict", assessment.verdict().wire())
                .increment();
        var asked = new ActionRows.Asked(
                subject.conversation(), customer, subject.turn(), subject.epoch(), subject.modelCalls());
        return switch (assessment.decision()) {
            case Decision.SpeakText(String text) -> new Reaction(assessment, Optional.of(text), List.of(), false);
            case Decision.Repair _ -> Reaction.says(assessment, texts.notUnderstood());
            case Decision.Refuse(Verdict code, String detail, ActionRequest request) -> {
                rows.reject(
                        transaction,
                        asked,
                        request,
                        policies.of(transaction, request.name()).tier(),
                        code,
                        detail);
                yield Reaction.says(assessment, code == Verdict.QUOTA_USED_UP ? texts.quotaUsedUp() : texts.refused());
            }
            case Decision.Duplicate(ActionRequest request, UUID of) ->
                duplicate(transaction, asked, assessment, request, of);
            case Decision.Perform(ActionRequest request, Tier tier) ->
                perform(transaction, asked, assessment, request, tier);
        };
    }

    private Reaction perform(
            Handle transaction, ActionRows.Asked asked, Assessment assessment, ActionRequest request, Tier tier) {
        var window = policies.of(transaction, request.name()).dedupeWindow();
        Action action = rows.store(transaction, asked, request, tier, assessment.verdict(), window)
                .orElse(null);
        if (action == null) {
            UUID of = rows.inTheWay(transaction, request.fingerprint()).orElseThrow();
            return duplicate(transaction, asked, assessment, request, of);
        }
        return switch (tier) {
            case AUTO -> {
                Optional<String> told = carryOut(transaction, action);
                yield told.map(text -> Reaction.says(assessment, text)).orElseGet(() -> Reaction.silent(assessment));
            }
            case CONFIRM_CUSTOMER -> {
                Confirmations.Question question = confirmations.ask(
                        transaction,
                        action,
                        catalogue.current().find(action.name()).orElseThrow());
                yield new Reaction(assessment, Optional.of(question.text()), question.choices(), true);
            }
            case APPROVE_STAFF -> Reaction.says(assessment, texts.approval());
            case NEVER -> throw new IllegalStateException("the checks let a forbidden action pass");
        };
    }

    private Reaction duplicate(
            Handle transaction, ActionRows.Asked asked, Assessment assessment, ActionRequest request, UUID of) {
        rows.duplicate(
                transaction,
                asked,
                request,
                policies.of(transaction, request.name()).tier(),
                of);
        String told = rows.standing(transaction, of).outcome();
        return Reaction.says(assessment, told == null ? texts.underWay() : told);
    }

    /** Does it, or hands it to the worker. Returns what the customer is told; empty when that comes later. */
    private Optional<String> carryOut(Handle transaction, Action action) {
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

    /**
     * Takes what the customer wrote as the answer to the open question, in the caller's transaction, which holds the
     * control row. Afterwards the bot has the conversation again.
     *
     * @return what the customer is told; empty texts when that comes later
     */
    public ConfirmationAnswer confirm(Handle transaction, Subject subject, List<CustomerWord> words) {
        return switch (confirmations.answer(transaction, subject.conversation(), words)) {
            case Confirmations.Answered.Yes(Action action) ->
                new ConfirmationAnswer.Settled(carryOut(transaction, action));
            case Confirmations.Answered.No() -> new ConfirmationAnswer.Settled(Optional.of(texts.cancelled()));
            case Confirmations.Answered.SomethingElse() -> new ConfirmationAnswer.SomethingElse();
        };
    }

    private Assessment judge(Handle handle, Subject subject, UUID customer, String reply) {
        var facts = new CustomerFacts(
                handle, tickets, policies, customer, subject.conversation().value(), subject.mode());
        Assessment assessment = ActionChecks.assess(reply, true, catalogue.current(), config.prose(), facts);
        return assessment.decision() instanceof Decision.Perform allowed
                ? ready(subject, assessment, allowed)
                : assessment;
    }

    /** Whether somebody can do it with these parameters, and whether it may be done in a turn with a stranger's words. */
    private Assessment ready(Subject subject, Assessment assessment, Decision.Perform allowed) {
        ActionRequest request = allowed.request();
        if (handlers.inHouse(request.name()).isPresent()) {
            return careful(subject, assessment, allowed, HARMLESS.contains(request.name()));
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
        if (subject.modelCalls() >= MOST_MODEL_CALLS) {
            return refused(assessment, Verdict.TOO_MANY_MODEL_CALLS, "the model was asked often enough", request);
        }
        return careful(subject, assessment, allowed, endpoint.effect() == Effect.READ);
    }

    private static Assessment careful(
            Subject subject, Assessment assessment, Decision.Perform allowed, boolean harmless) {
        return subject.isAfterResult() && allowed.tier() == Tier.AUTO && !harmless
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

    private static UUID customerOf(Handle handle, Subject subject, boolean lock) {
        return handle.createQuery("""
                        SELECT c.id FROM conversation v JOIN conversation_customer c ON c.id = v.customer_id
                        WHERE v.id = :conversation %s
                        """.formatted(lock ? "FOR NO KEY UPDATE OF c" : ""))
                .bind("conversation", subject.conversation().value())
                .mapTo(UUID.class)
                .one();
    }

    /** What the bot wanted to do is not done any more once somebody else has the right to speak. */
    void silence(@Observes SpeakerChanged change) {
        change.transaction()
                .createUpdate("""
                        /* action.silence */
                        UPDATE action
                        SET state = 'cancelled', counts = false, due_at = NULL, finished_at = now(),
                            error_code = 'speaker_changed'
                        WHERE conversation_id = :conversation AND epoch < :epoch AND attempts = 0
                          AND state IN ('validated', 'awaiting_confirmation')
                        """)
                .bind("conversation", change.conversation().value())
                .bind("epoch", change.epoch())
                .execute();
    }
}
