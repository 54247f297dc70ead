package dev.relaydesk.action;

import dev.relaydesk.action.endpoint.CallResult;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.ResultMessages;
import dev.relaydesk.delivery.DeliveryWorker;
import dev.relaydesk.delivery.OnTheWay;
import dev.relaydesk.delivery.Origin;
import dev.relaydesk.delivery.Outbox;
import dev.relaydesk.delivery.Speech;
import dev.relaydesk.delivery.Utterance;
import dev.relaydesk.handoff.HandoffRequest;
import dev.relaydesk.handoff.Handoffs;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes down what became of an attempt, and tells the model or the customer. Guarded by the attempt's number. */
@ApplicationScoped
class ActionSettlement {

    private static final String LOCK = "SELECT epoch FROM conversation_control WHERE conversation_id = :id FOR UPDATE";

    private final Jdbi jdbi;
    private final ActionTiming timing;
    private final Policies policies;
    private final Prompts prompts;
    private final ActionTexts texts;
    private final ResultMessages results;
    private final Confirmations confirmations;
    private final Handoffs handoffs;
    private final Outbox outbox;
    private final DeliveryWorker delivery;
    private final Pollers pollers;

    ActionSettlement(
            Jdbi jdbi,
            ActionTiming timing,
            Policies policies,
            Prompts prompts,
            ActionTexts texts,
            ResultMessages results,
            Confirmations confirmations,
            Handoffs handoffs,
            Outbox outbox,
            DeliveryWorker delivery,
            Pollers pollers) {
        this.jdbi = jdbi;
        this.timing = timing;
        this.policies = policies;
        this.prompts = prompts;
        this.texts = texts;
        this.results = results;
        this.confirmations = confirmations;
        this.handoffs = handoffs;
        this.outbox = outbox;
        this.delivery = delivery;
        this.pollers = pollers;
    }

    void settle(Action action, CallResult result) {
        switch (result) {
            case CallResult.Succeeded(int _, String text) -> finish(action, "succeeded", text, null, null);
            case CallResult.Failed(String code, String detail, boolean again, @Nullable Duration pause) -> {
                if (again && action.attempt() < timing.attempts()) {
                    later(action, "validated", code, detail, pause == null ? backoff(action.attempt()) : pause);
                } else {
                    finish(action, "failed", detail, code, detail);
                }
            }
            case CallResult.Ambiguous(String code, String detail, @Nullable Duration pause) ->
                later(action, "ambiguous", code, detail, pause == null ? backoff(action.attempt()) : pause);
        }
    }

    /** It is over: the model is told, and answers the customer with it. */
    private void finish(Action action, String state, String data, @Nullable String code, @Nullable String detail) {
        boolean counts = state.equals("succeeded")
                && !policies.of(action.name()).dedupeWindow().isZero();
        jdbi.useTransaction(transaction -> {
            lock(transaction, action.conversation());
            int changed = transaction
                    .createUpdate("""
                            /* action.settle */
                            WITH attempt AS (
                                UPDATE action_attempt SET finished_at = clock_timestamp(), outcome = :state, code = :code
                                WHERE action_id = :id AND number = :attempt)
                            UPDATE action
                            SET state = :state, counts = :counts, result = :result, error_code = :code,
                                error_detail = :detail, due_at = NULL, claim_until = NULL, finished_at = now()
                            WHERE id = :id AND attempts = :attempt AND state IN ('executing', 'ambiguous')
                            """)
                    .bind("id", action.id())
                    .bind("attempt", action.attempt())
                    .bind("state", state)
                    .bind("counts", counts)
                    .bind("result", data)
                    .bind("code", code)
                    .bind("detail", detail)
                    .execute();
            if (changed == 1) {
                UUID message = results.tell(
                        transaction, action.conversation(), action.epoch(), prompts.result(action.name(), state, data));
                transaction
                        .createUpdate("UPDATE action SET result_message = :message WHERE id = :id")
                        .bind("message", message)
                        .bind("id", action.id())
                        .execute();
            }
        });
    }

    private void later(Action action, String state, String code, String detail, Duration pause) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        /* action.settle */
                        WITH attempt AS (
                            UPDATE action_attempt SET finished_at = clock_timestamp(), outcome = :state, code = :code,
                                                      detail = :detail
                            WHERE action_id = :id AND number = :attempt)
                        UPDATE action
                        SET state = :state, error_code = :code, error_detail = :detail, claim_until = NULL,
                            unclear_since = CASE WHEN :state = 'ambiguous' THEN now() END,
                            due_at = now() + :pauseMillis * interval '1 millisecond'
                        WHERE id = :id AND attempts = :attempt AND state = 'executing'
                        """)
                .bind("id", action.id())
                .bind("attempt", action.attempt())
                .bind("state", state)
                .bind("code", code)
                .bind("detail", detail)
                .bind("pauseMillis", pause.toMillis())
                .execute());
        pollers.wakeIn(ActionWorker.NAME, pause);
    }

    /** Does an unclear one once more, under the same key. */
    void repeat(Action action, boolean once) {
        if (action.attempt() >= timing.attempts()) {
            leaveToHuman(action);
            return;
        }
        Duration pause = backoff(action.attempt());
        unclear(action, """
                state = 'validated', repeated = repeated OR :once, due_at = now() + :pauseMillis * interval '1 millisecond'
                """, pause, once);
        pollers.wakeIn(ActionWorker.NAME, pause);
    }

    /** Looks again in a while. */
    void lookAgain(Action action) {
        unclear(action, "due_at = now() + :pauseMillis * interval '1 millisecond'", timing.pause(), false);
        pollers.wakeIn(ActionWorker.NAME, timing.pause());
    }

    private void unclear(Action action, String change, Duration pause, boolean once) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        /* action.look_again */
                        UPDATE action SET %s WHERE id = :id AND attempts = :attempt AND state = 'ambiguous'
                        """.formatted(change))
                .bind("id", action.id())
                .bind("attempt", action.attempt())
                .bind("pauseMillis", pause.toMillis())
                .bind("once", once)
                .execute());
    }

    /** Stays unclear for good: a person finds out, and the customer knows. */
    void leaveToHuman(Action action) {
        say(action.conversation(), transaction -> {
            int changed = transaction
                    .createUpdate("""
                            /* action.human */
                            UPDATE action SET due_at = NULL, outcome = :told
                            WHERE id = :id AND attempts = :attempt AND state = 'ambiguous' AND due_at IS NOT NULL
                            """)
                    .bind("id", action.id())
                    .bind("attempt", action.attempt())
                    .bind("told", texts.unclear())
                    .execute();
            boolean handed = changed == 1
                    && handoffs.request(
                            transaction, action.conversation(), HandoffRequest.byRule("action_unclear"), "relaydesk");
            return handed ? texts.unclear() : null;
        });
    }

    /** Nobody answered the question in time. */
    void expire(Action action) {
        say(action.conversation(), transaction -> confirmations.expire(transaction, action) ? texts.expired() : null);
    }

    /** Does something that holds the control row, and tells the customer what it returns. */
    private void say(ConversationId conversation, Function<Handle, @Nullable String> work) {
        List<OnTheWay> sendable = jdbi.inTransaction(transaction -> {
            long epoch = lock(transaction, conversation);
            String text = work.apply(transaction);
            return text == null
                    ? List.of()
                    : outbox.say(transaction, utterance(transaction, conversation, epoch, text));
        });
        delivery.send(sendable);
    }

    private static Utterance utterance(Handle handle, ConversationId conversation, long epoch, String text) {
        return handle.createQuery("SELECT channel, account, address FROM conversation WHERE id = :id")
                .bind("id", conversation.value())
                .map((row, _) -> new Utterance(
                        conversation,
                        row.getString("channel"),
                        row.getString("account"),
                        row.getString("address"),
                        Origin.SYSTEM,
                        epoch,
                        null,
                        null,
                        Speech.of(text)))
                .one();
    }

    private static long lock(Handle transaction, ConversationId conversation) {
        return transaction
                .createQuery(LOCK)
                .bind("id", conversation.value())
                .mapTo(Long.class)
                .one();
    }

    /** Full jitter below a pause that doubles with each attempt. */
    private Duration backoff(int attempt) {
        long longest = timing.pause().toMillis() << Math.min(6, Math.max(0, attempt - 1));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, longest + 1));
    }
}
