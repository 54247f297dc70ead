package dev.relaydesk.handoff;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A handoff, as the API shows it.
 *
 * @param waitingSeconds how long the customer waits, or waited, for somebody to come
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record HandoffView(
        UUID handoffId,
        UUID conversationId,
        long epoch,
        String state,
        String source,
        String cause,
        @Nullable String department,
        String priority,
        @Nullable String summary,
        @Nullable UUID assignee,
        @Nullable String assigneeName,
        Instant createdAt,
        @Nullable Instant takenAt,
        @Nullable String takenVia,
        @Nullable Instant endedAt,
        @Nullable String endCause,
        long waitingSeconds,
        List<NoticeView> notices) {

    /** What became of telling somebody. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record NoticeView(
            UUID noticeId,
            String kind,
            String channel,
            String recipient,
            String state,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable String errorCode,
            @Nullable String errorDetail) {}

    HandoffView with(List<NoticeView> told) {
        return new HandoffView(
                handoffId,
                conversationId,
                epoch,
                state,
                source,
                cause,
                department,
                priority,
                summary,
                assignee,
                assigneeName,
                createdAt,
                takenAt,
                takenVia,
                endedAt,
                endCause,
                waitingSeconds,
                told);
    }
}
