package dev.relaydesk.ticket;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.ticket.gateway.Outcome;
import dev.relaydesk.ticket.gateway.OutsideTicket;
import dev.relaydesk.ticket.gateway.Posted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes down what became of an attempt to tell the ticket system. Guarded by the attempt's number. */
@ApplicationScoped
class TicketSettlement {

    private static final Logger LOG = Logger.getLogger(TicketSettlement.class);

    private final Jdbi jdbi;
    private final TicketTiming timing;
    private final Pollers pollers;

    TicketSettlement(Jdbi jdbi, TicketTiming timing, Pollers pollers) {
        this.jdbi = jdbi;
        this.timing = timing;
        this.pollers = pollers;
    }

    void opened(Errand errand, Outcome<OutsideTicket> outcome) {
        switch (outcome) {
            case Outcome.Done<OutsideTicket>(OutsideTicket there) -> done(errand, there);
            case Outcome.Refused<OutsideTicket> no -> refused(errand, no.code(), no.detail(), no.again(), no.pause());
            case Outcome.Unclear<OutsideTicket> open -> unclear(errand, open.code(), open.detail(), open.pause());
        }
    }

    void commented(Errand errand, Outcome<Posted> outcome) {
        switch (outcome) {
            case Outcome.Done<Posted>(Posted posted) -> {
                switch (posted) {
                    case AS_ASKED -> done(errand, null);
                    case EXPOSED -> fail(errand, "note_exposed", "A note for staff can be read by the customer there");
                    case ABSENT -> fail(errand, "comment_ignored", "The answer was good, but the comment is not there");
                }
            }
            case Outcome.Refused<Posted> no -> refused(errand, no.code(), no.detail(), no.again(), no.pause());
            case Outcome.Unclear<Posted> open -> unclear(errand, open.code(), open.detail(), open.pause());
        }
    }

    /** @param there the ticket that was opened; null for a comment */
    private void done(Errand errand, @Nullable OutsideTicket there) {
        LOG.infof(
                "The ticket system knows %s of ticket %s",
                errand.note() == null ? "all" : "a comment", errand.ticket());
        jdbi.useTransaction(transaction -> {
            if (change(transaction, errand, "done", null, null, null) && there != null) {
                TicketRows.place(transaction, errand.ticket(), there, timing.poll());
            }
        });
        pollers.wake(TicketWorker.NAME); // for the comments behind it
    }

    private void refused(Errand errand, String code, String detail, boolean again, @Nullable Duration pause) {
        if (!again || errand.refusals() + 1 >= timing.attempts()) {
            fail(errand, code, detail);
            return;
        }
        put(errand, "pending", code, detail, pause == null ? backoff(errand.refusals()) : pause);
    }

    private void unclear(Errand errand, String code, String detail, @Nullable Duration pause) {
        put(errand, "ambiguous", code, detail, pause == null ? backoff(0) : pause);
    }

    /** Does an unclear one once more. */
    void repeat(Errand errand) {
        put(errand, "pending", "repeated", "The other side does not know it", backoff(0));
    }

    void lookAgain(Errand errand) {
        put(errand, "ambiguous", null, null, timing.pause());
    }

    /** Stays unclear for good: a person finds out. */
    void leaveToStaff(Errand errand) {
        fail(errand, "unclear", "Nobody knows whether the ticket system has it");
    }

    private void put(Errand errand, String state, @Nullable String code, @Nullable String detail, Duration pause) {
        LOG.infof("Ticket %s, attempt %s: %s (%s)", errand.ticket(), errand.attempt(), state, code);
        jdbi.useTransaction(transaction -> change(transaction, errand, state, code, detail, pause));
        pollers.wakeIn(TicketWorker.NAME, pause);
    }

    private void fail(Errand errand, String code, String detail) {
        LOG.warnf("Ticket %s, attempt %s: staff have to look (%s)", errand.ticket(), errand.attempt(), code);
        jdbi.useTransaction(transaction -> {
            if (change(transaction, errand, "failed", code, detail, null)) {
                needsStaff(
                        transaction,
                        errand.conversation(),
                        errand.note() == null
                                ? "ticket_failed"
                                : code.equals("note_exposed") ? code : "ticket_comment_failed");
            }
        });
        pollers.wake(TicketWorker.NAME);
    }

    static void needsStaff(Handle transaction, ConversationId conversation, String why) {
        transaction
                .createUpdate("UPDATE conversation SET needs_staff = coalesce(needs_staff, :why) WHERE id = :id")
                .bind("why", why)
                .bind("id", conversation.value())
                .execute();
    }

    /** @param pause until the worker looks at it again; null: not any more */
    private static boolean change(
            Handle transaction,
            Errand errand,
            String state,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Duration pause) {
        return transaction
                        .createUpdate("""
                                /* ticket.settle */
                                WITH attempt AS (
                                    UPDATE ticket_attempt
                                    SET finished_at = clock_timestamp(), outcome = :state, code = :code, detail = :detail
                                    WHERE dispatch_id = :id AND number = :attempt AND finished_at IS NULL)
                                UPDATE ticket_dispatch
                                SET state = :state,
                                    error_code = CASE WHEN :state = 'done' THEN NULL ELSE coalesce(:code, error_code) END,
                                    error_detail = CASE WHEN :state = 'done' THEN NULL ELSE coalesce(:detail, error_detail) END,
                                    refusals = refusals + CASE WHEN state = 'sending' AND :state = 'pending' THEN 1 ELSE 0 END,
                                    repeated = repeated OR (state = 'ambiguous' AND :state = 'pending'),
                                    unclear_since = CASE WHEN :state = 'ambiguous' THEN coalesce(unclear_since, now()) ELSE unclear_since END,
                                    claim_until = NULL,
                                    due_at = now() + cast(:pauseMillis AS bigint) * interval '1 millisecond',
                                    finished_at = CASE WHEN :state IN ('done', 'failed') THEN now() END
                                WHERE id = :id AND attempts = :attempt AND state IN ('sending', 'ambiguous')
                                """)
                        .bind("id", errand.id())
                        .bind("attempt", errand.attempt())
                        .bind("state", state)
                        .bind("code", code)
                        .bind("detail", detail == null ? null : detail.replace('\0', ' '))
                        .bind("pauseMillis", pause == null ? null : pause.toMillis())
                        .execute()
                == 1;
    }

    /** Full jitter below a pause that doubles with each refusal. */
    private Duration backoff(int refusals) {
        long longest = timing.pause().toMillis() << Math.min(6, refusals);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, longest + 1));
    }
}
