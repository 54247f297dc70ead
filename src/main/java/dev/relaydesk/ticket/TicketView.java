package dev.relaydesk.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket, as the API shows it.
 *
 * @param number what the customer calls it
 * @param dispatch how far the ticket system has been told of it; null when it lives here alone
 * @param outside the ticket there; null until it is there
 * @param comments the oldest first; null in lists
 */
record TicketView(
        @JsonProperty("ticket_id") UUID ticketId,
        String number,
        @JsonProperty("conversation_id") UUID conversationId,
        @JsonProperty("customer_id") UUID customerId,
        String subject,
        String description,
        String priority,
        String status,
        String gateway,
        @Nullable Dispatch dispatch,
        @Nullable Outside outside,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("solved_at") @Nullable Instant solvedAt,
        @Nullable List<Comment> comments) {

    /** What the ticket system was told, and what became of that. */
    record Dispatch(
            String state,
            int attempts,
            @JsonProperty("error_code") @Nullable String errorCode,
            @JsonProperty("error_detail") @Nullable String errorDetail) {}

    /** The ticket in the other system; all texts are a stranger's. */
    record Outside(
            String id,
            @Nullable String number,
            @Nullable String url,
            @Nullable String status,
            @JsonProperty("looked_at") @Nullable Instant lookedAt) {}

    record Comment(
            @JsonProperty("comment_id") UUID commentId,
            String author,
            String text,
            @JsonProperty("private") boolean forStaff,
            @Nullable Dispatch dispatch,
            @JsonProperty("created_at") Instant createdAt) {}

    TicketView with(List<Comment> all) {
        return new TicketView(
                ticketId,
                number,
                conversationId,
                customerId,
                subject,
                description,
                priority,
                status,
                gateway,
                dispatch,
                outside,
                createdAt,
                updatedAt,
                solvedAt,
                all);
    }
}
