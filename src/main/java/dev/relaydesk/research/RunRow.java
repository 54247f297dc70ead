package dev.relaydesk.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.job.JobRun;
import dev.relaydesk.platform.db.Storable;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run as its row remembers it; what an engine tells is committed under the claim of the job before it goes on. */
final class RunRow implements EngineRun {

    /** What the row says. */
    record Standing(
            String engine,
            List<String> tried,
            @Nullable Instant submittingAt,
            @Nullable String remoteId,
            int polls,
            @Nullable Instant unknownSince,
            BigDecimal spentUsd,
            @Nullable JsonNode memory,
            @Nullable JsonNode report) {}

    private final JobRun job;
    private final Order order;
    private Standing standing;

    RunRow(JobRun job, Order order, Standing standing) {
        this.job = job;
        this.order = order;
        this.standing = standing;
    }

    Standing standing() {
        return standing;
    }

    JsonNode input() {
        return job.job().input();
    }

    @Override
    public String id() {
        return job.job().id().toString();
    }

    @Override
    public Order order() {
        return order;
    }

    @Override
    public Optional<String> remoteId() {
        return Optional.ofNullable(standing.remoteId());
    }

    @Override
    public Optional<Instant> submittingSince() {
        return Optional.ofNullable(standing.submittingAt());
    }

    @Override
    public int polls() {
        return standing.polls();
    }

    @Override
    public Optional<Instant> unknownSince() {
        return Optional.ofNullable(standing.unknownSince());
    }

    @Override
    public Optional<JsonNode> memory() {
        return Optional.ofNullable(standing.memory());
    }

    @Override
    public BigDecimal spentUsd() {
        return standing.spentUsd();
    }

    @Override
    public void submitting() {
        change("submitting_at = now(), remote_id = NULL", null);
    }

    @Override
    public void submitted(String remoteId) {
        change("remote_id = :value, submitting_at = NULL", remoteId);
    }

    @Override
    public void notSubmitted() {
        change("submitting_at = NULL", null);
    }

    @Override
    public void polled(boolean known) {
        change(
                "polls = polls + 1, last_poll_at = now(), unknown_since = "
                        + (known ? "NULL" : "coalesce(unknown_since, now())"),
                null);
    }

    @Override
    public void remember(JsonNode memory) {
        change("memory = cast(:value AS jsonb)", Storable.json(memory));
    }

    @Override
    public void spend(BigDecimal usd) {
        change("spent_usd = spent_usd + cast(:value AS numeric)", usd.toPlainString());
    }

    @Override
    public void progress(String stage, int percentage, String text) {
        job.progress(stage, percentage, text);
    }

    @Override
    public void log(String text) {
        job.log(text);
    }

    /** Committed when it returns: what was found is not looked for again. */
    void found(JsonNode report) {
        change("report = cast(:value AS jsonb)", Storable.json(report));
    }

    /** Another engine takes over: what the last one remembered is of no use to it. */
    void giveWay(String to) {
        change(
                "tried = tried || engine, engine = :value, submitting_at = NULL, remote_id = NULL, polls = 0, "
                        + "unknown_since = NULL, memory = NULL",
                to);
    }

    private void change(String assignments, @Nullable String value) {
        job.write(transaction -> {
            var update = transaction
                    .createUpdate("UPDATE research_run SET " + assignments + " WHERE job_id = :id")
                    .bind("id", job.job().id());
            if (assignments.contains(":value")) {
                update.bind("value", value);
            }
            update.execute();
            standing = ResearchRuns.read(transaction, job.job().id()).orElseThrow();
        });
    }
}
