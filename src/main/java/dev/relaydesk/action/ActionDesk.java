package dev.relaydesk.action;

import dev.relaydesk.conversation.CustomerLanguage;
import dev.relaydesk.conversation.SpeakerChanged;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where what the model's replies ask for is done or refused. */
@ApplicationScoped
public class ActionDesk {

    private final ActionJudge judge;
    private final ActionRows rows;
    private final Policies policies;
    private final Performer performer;
    private final Confirmations confirmations;
    private final Approvals approvals;
    private final Texts texts;
    private final MeterRegistry metrics;

    ActionDesk(
            ActionJudge judge,
            ActionRows rows,
            Policies policies,
            Performer performer,
            Confirmations confirmations,
            Approvals approvals,
            Texts texts,
            MeterRegistry metrics) {
        this.judge = judge;
        this.rows = rows;
        this.policies = policies;
        this.performer = performer;
        this.confirmations = confirmations;
        this.approvals = approvals;
        this.texts = texts;
        this.metrics = metrics;
    }

    /**
     * Does what follows from a reply, in the transaction that ends the turn and holds the conversation's control row. Judged
     * anew: of two equal requests at the same moment one is the duplicate.
     */
    public Reaction react(Handle transaction, Subject subject, String reply) {
        UUID customer = CustomerFacts.lockedCustomerOf(transaction, subject.conversation());
        Assessment assessment = judge.judge(transaction, subject, customer, reply);
        metrics.counter("relaydesk_replies", "verdict", assessment.verdict().wire())
                .increment();
        String language = language(transaction, subject, assessment.decision());
        var asked = new ActionRows.Asked(
                subject.conversation(), customer, subject.turn(), subject.epoch(), language, subject.modelCalls());
        return switch (assessment.decision()) {
            case Decision.SpeakText(String text) -> new Reaction(assessment, Optional.of(text), List.of(), false);
            case Decision.Repair _ -> Reaction.says(assessment, texts.of(Text.NOT_UNDERSTOOD, language));
            case Decision.Refuse(Verdict code, String detail, ActionRequest request) -> {
                rows.reject(
                        transaction,
                        asked,
                        request,
                        policies.of(transaction, request.name()).tier(),
                        code,
                        detail);
                yield Reaction.says(
                        assessment,
                        texts.of(code == Verdict.QUOTA_USED_UP ? Text.QUOTA_USED_UP : Text.REFUSED, language));
            }
            case Decision.Duplicate(ActionRequest request, UUID of) ->
                duplicate(transaction, asked, assessment, request, of);
            case Decision.Perform(ActionRequest request, Tier tier) ->
                perform(transaction, asked, assessment, request, tier);
        };
    }

    /** That of the customer, as it was known or as the model says with a request that is sound. */
    private @Nullable String language(Handle transaction, Subject subject, Decision decision) {
        Optional<String> said = decision instanceof Decision.Perform perform
                ? LanguageParameter.in(perform.request()).flatMap(texts::known)
                : Optional.empty();
        said.ifPresent(now -> CustomerLanguage.turned(transaction, subject.conversation(), subject.language(), now));
        return said.orElse(subject.language());
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
                Optional<String> told = performer.carryOut(transaction, action);
                yield told.map(text -> Reaction.says(assessment, text)).orElseGet(() -> Reaction.silent(assessment));
            }
            case CONFIRM_CUSTOMER -> {
                Confirmations.Question question = confirmations.ask(transaction, action);
                yield new Reaction(assessment, Optional.of(question.text()), question.choices(), true);
            }
            case APPROVE_STAFF -> Reaction.says(assessment, approvals.ask(transaction, action));
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
        return Reaction.says(assessment, told == null ? texts.of(Text.UNDER_WAY, asked.language()) : told);
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
                new ConfirmationAnswer.Settled(performer.carryOut(transaction, action));
            case Confirmations.Answered.No(var language) ->
                new ConfirmationAnswer.Settled(Optional.of(texts.of(Text.CANCELLED, language)));
            case Confirmations.Answered.SomethingElse() -> new ConfirmationAnswer.SomethingElse();
        };
    }

    /** What the bot wanted to do is not done any more once somebody else has the right to speak. */
    void silence(@Observes SpeakerChanged change) {
        change.transaction()
                .createUpdate("""
                        /* action.silence */
                        UPDATE action
                        SET state = 'cancelled', counts = false, due_at = NULL, approval_until = NULL, finished_at = now(),
                            error_code = 'speaker_changed'
                        WHERE conversation_id = :conversation AND epoch < :epoch AND attempts = 0
                          AND state IN ('validated', 'awaiting_confirmation')
                        """)
                .bind("conversation", change.conversation().value())
                .bind("epoch", change.epoch())
                .execute();
    }
}
