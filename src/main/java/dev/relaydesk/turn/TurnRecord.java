package dev.relaydesk.turn;

import dev.relaydesk.action.Assessment;
import dev.relaydesk.action.CheckResult;
import dev.relaydesk.space.Citation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that is kept of one turn. */
record TurnRecord(
        UUID id,
        Instant startedAt,
        String outcome,
        String verdict,
        @Nullable String detail,
        String prompt,
        boolean streamed,
        String raw,
        @Nullable String answer,
        List<Citation> citations,
        @Nullable String backendAfter,
        @Nullable Duration model,
        List<CheckResult> checks,
        int modelCalls) {

    /** A turn in which the Space was not asked, or gave nothing. */
    static TurnRecord without(
            UUID id, Instant startedAt, String outcome, String verdict, @Nullable String detail, String prompt) {
        return new TurnRecord(
                id, startedAt, outcome, verdict, detail, prompt, false, "", null, List.of(), null, null, List.of(), 0);
    }

    TurnRecord lost() {
        return with("lost", verdict, answer, checks);
    }

    /** The same turn, as it was judged in the transaction that ends it. */
    TurnRecord judged(Assessment assessment, @Nullable String said) {
        return with(outcome, assessment.verdict().wire(), said, assessment.checks());
    }

    private TurnRecord with(String outcome, String verdict, @Nullable String answer, List<CheckResult> checks) {
        return new TurnRecord(
                id,
                startedAt,
                outcome,
                verdict,
                detail,
                prompt,
                streamed,
                raw,
                answer,
                citations,
                backendAfter,
                model,
                checks,
                modelCalls);
    }
}
