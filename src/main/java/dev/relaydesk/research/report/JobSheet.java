package dev.relaydesk.research.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What staff see of a job.
 *
 * @param spent in USD, so far
 * @param held whether a worker has it in hands
 */
record JobSheet(
        UUID id,
        String type,
        String status,
        int priority,
        @Nullable JsonNode input,
        @Nullable JsonNode result,
        @Nullable UUID conversation,
        @Nullable String stage,
        int progress,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        BigDecimal spent,
        @Nullable String engine,
        int polls,
        @Nullable Instant lastPollAt,
        boolean held,
        boolean cancelAsked,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {

    /**
     * A line of the progress log.
     *
     * @param kind {@code status}, {@code progress} or {@code log}
     */
    record Line(
            int number,
            Instant at,
            String kind,
            @Nullable String stage,
            @Nullable Integer percentage,
            String text) {}

    boolean isOver() {
        return !status.equals("pending") && !status.equals("running");
    }

    boolean isCompleted() {
        return status.equals("completed");
    }

    boolean mayBeRepeated() {
        return isOver() && !isCompleted();
    }

    /** What it is about, in a line. */
    String title() {
        String question = HostileText.clean(asked().path("question").asText("")).strip();
        return question.isEmpty() ? "A " + type.replace('_', ' ') + " job" : question;
    }

    /** In USD; empty when nobody set one. */
    Optional<BigDecimal> budget() {
        JsonNode most = asked().path("max_cost_usd");
        return most.isNumber() ? Optional.of(most.decimalValue()) : Optional.empty();
    }

    /** Empty until research has come to its end. */
    Optional<ReportDocument> report() {
        return isCompleted() && result != null && result.path("report").isObject()
                ? Optional.of(ReportReader.read(id, result, title(), completedAt))
                : Optional.empty();
    }

    private JsonNode asked() {
        return input == null ? MissingNode.getInstance() : input;
    }
}
