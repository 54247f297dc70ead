package dev.relaydesk.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.action.CheckResult;
import dev.relaydesk.action.Verdict;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.platform.db.Sql;
import dev.relaydesk.platform.db.SqlCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes turns down. */
@ApplicationScoped
class TurnRows {

    private static final Sql WRITE = Sql.of("""
            /* turn.write */
            INSERT INTO turn (id, conversation_id, epoch, lease_token, started_at, outcome, verdict, detail, prompt,
                              gateway, streamed, raw_reply, answer, citations, thread_frontend, backend_before,
                              backend_after, model_millis, attempt, checks, model_calls)
            VALUES (:id, :conversation, :epoch, :token, :startedAt, :outcome, :verdict, :detail, :prompt,
                    'wrapper', :streamed, :raw, :answer, cast(:citations AS jsonb), :frontend, :backendBefore,
                    :backendAfter, :modelMillis, :attempt, cast(:checks AS jsonb), :modelCalls)
            """);

    private final ObjectMapper json;

    TurnRows(ObjectMapper json) {
        this.json = json;
    }

    void write(Handle transaction, Claim claim, TurnRecord turn) {
        SqlCall call = WRITE.on(transaction);
        bind(call, claim, turn);
        call.execute();
    }

    void write(Handle transaction, List<Answered> turns) {
        SqlCall batch = WRITE.on(transaction);
        turns.forEach(answered -> bind(batch, answered.claim(), answered.turn()).add());
        batch.executeBatch();
    }

    private SqlCall bind(SqlCall call, Claim claim, TurnRecord turn) {
        Duration model = turn.model();
        return call.bind("id", turn.id())
                .bind("conversation", claim.conversation().value())
                .bind("epoch", claim.epoch())
                .bind("token", claim.token())
                .bind("startedAt", turn.startedAt())
                .bind("outcome", turn.outcome())
                .bind("verdict", turn.verdict())
                .bind("detail", turn.detail())
                .bind("prompt", turn.prompt())
                .bind("streamed", turn.streamed())
                .bind("raw", withoutNul(turn.raw()))
                .bind("answer", turn.answer())
                .bind("citations", jsonb(turn.citations()))
                .bind("frontend", claim.thread().frontend())
                .bind("backendBefore", claim.thread().backend())
                .bind("backendAfter", turn.backendAfter())
                .bind("modelMillis", model == null ? null : model.toMillis())
                .bind("attempt", claim.failures() + 1)
                .bind("checks", jsonb(turn.checks().stream().map(Checked::of).toList()))
                .bind("modelCalls", turn.modelCalls());
    }

    /** PostgreSQL's text holds everything but this one character. */
    private static String withoutNul(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private String jsonb(List<?> list) {
        if (list.isEmpty()) {
            return "[]";
        }
        try {
            return withoutNul(json.writeValueAsString(list)).replace("\\u0000", "");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A check as it stands in the row and in the API. */
    private record Checked(
            String check, boolean passed, @Nullable String code, String detail) {

        static Checked of(CheckResult result) {
            Verdict code = result.code();
            return new Checked(
                    result.check().wire(), result.passed(), code == null ? null : code.wire(), result.detail());
        }
    }
}
