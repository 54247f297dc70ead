package dev.relaydesk.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as the API and the pages show it. */
public record JobView(
        @JsonProperty("job_id") UUID jobId,
        String type,
        JobStatus status,
        int priority,
        @JsonProperty("current_stage") @Nullable String currentStage,
        @JsonProperty("progress_percentage") int progressPercentage,
        JsonNode input,
        @Nullable JsonNode result,
        @JsonProperty("error_code") @Nullable String errorCode,
        @JsonProperty("error_message") @Nullable String errorMessage,
        @JsonProperty("cost_usd") BigDecimal costUsd,
        @JsonProperty("conversation_id") @Nullable UUID conversationId,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("completed_at") @Nullable Instant completedAt,
        @JsonProperty("execution_time_seconds") @Nullable Double executionTimeSeconds) {}
