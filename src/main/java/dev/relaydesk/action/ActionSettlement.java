package dev.relaydesk.action;

import dev.relaydesk.action.endpoint.CallResult;
import dev.relaydesk.conversation.ResultMessages;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.handoff.HandoffRequest;
import dev.relaydesk.handoff.Handoffs;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes down what became of an attempt, and tells the model or the customer. Guarded by the attempt's number. */
@ApplicationScoped
class ActionSettlement {

    private final Jdbi jdbi;
    private final ActionTiming timing;
    private final Policies policies;
    private final Prompts prompts;
    private final Texts texts;
    private final ResultMessages results;
    private final Confirmations confirmations;
    private final Handoffs handoffs;
    private final Announcements announcements;
    private final Pollers pollers;

    ActionSettlement(
            Jdbi jdbi,
            ActionTiming timing,
            Policies policies,
            Prompts prompts,
            Texts texts,
            ResultMessages results,
            Confirmations confirmations,
            Handoffs handoffs,
            Announcements announcements,
            Pollers pollers) {
        this.jdbi = jdbi;
        this.timing = timing;
        this.policies = policies;
        this.prompts = prompts;
        this.texts = texts;
        this.results = results;
        this.confirmations = confirmations;
        this.handoffs = handoffs;
        this.announcements = announcements;
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
            Speaker.lock(transaction, action.conversation());
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
        String told = texts.of(Text.UNCLEAR, action.language());
        announcements.inTransaction((transaction, spoken) -> {
            Speaker.lock(transaction, action.conversation());
            int changed = transaction
                    .createUpdate("""
                            /* action.human */
                            UPDATE action SET due_at = NULL, outcome = :told
                            WHERE id = :id AND attempts = :attempt AND state = 'ambiguous' AND due_at IS NOT NULL
                            """)
                    .bind("id", action.id())
                    .bind("attempt", action.attempt())
                    .bind("told", told)
                    .execute();
            boolean handed = changed == 1
                    && handoffs.request(
                            transaction, action.conversation(), HandoffRequest.byRule("action_unclear"), "relaydesk");
            if (handed) {
                announcements.say(transaction, action.conversation(), _ -> told, spoken);
            }
            return handed;
        });
    }

    /** Nobody answered the question in time. */
    void expire(Action action) {
        announcements.inTransaction((transaction, spoken) -> {
            Speaker.lock(transaction, action.conversation());
            boolean expired = confirmations.expire(transaction, action);
            if (expired) {
                announcements.say(
                        transaction, action.conversation(), language -> texts.of(Text.EXPIRED, language), spoken);
            }
            return expired;
        });
    }

    /** Full jitter below a pause that doubles with each attempt. */
    private Duration backoff(int attempt) {
        long longest = timing.pause().toMillis() << Math.min(6, Math.max(0, attempt - 1));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, longest + 1));
    }
}
