package dev.relaydesk.handoff;

import org.jspecify.annotations.Nullable;

/**
 * Why a human is needed, and which.
 *
 * @param cause in one word, for lists and statistics
 * @param department who should take over; null for anybody
 * @param priority {@code low}, {@code normal} or {@code high}
 * @param summary what the customer wants, for the colleague; null when nobody wrote one
 */
public record HandoffRequest(
        Source source,
        String cause,
        @Nullable String department,
        String priority,
        @Nullable String summary) {

    /** Who asked for the human. */
    public enum Source {
        MODEL,
        CUSTOMER,
        RULE,
        STAFF,
        ECHO
    }

    /** One that a rule of ours asks for. */
    public static HandoffRequest byRule(String cause) {
        return new HandoffRequest(Source.RULE, cause, null, "normal", null);
    }

    /** One that a colleague makes by coming unasked. */
    static HandoffRequest byStaff() {
        return new HandoffRequest(Source.STAFF, "takeover", null, "normal", null);
    }

    /** One that the customer asks for in so many words. */
    public static HandoffRequest byCustomer() {
        return new HandoffRequest(Source.CUSTOMER, "customer_asked", null, "normal", null);
    }
}
