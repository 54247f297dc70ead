package dev.relaydesk.delivery.text;

import java.util.EnumSet;
import java.util.Set;

/** Everything that Relaydesk itself says to customers; the sentences stand in {@code texts/<language>.properties}. */
public enum Text {
    /** Nobody could answer; a human is marked to look. */
    APOLOGY("turn.apology"),
    /** The customer sent something that cannot be read. Said at most once in a conversation. */
    UNREADABLE("turn.unreadable"),

    ESCALATED("handoff.escalated"),
    /** Instead of {@link #ESCALATED} outside the office hours. */
    OUTSIDE_HOURS("handoff.outside-hours", "opens"),
    JOINED("handoff.joined", "name"),
    /** Every step of the ladder was tried. */
    NOBODY_THERE("handoff.nobody-there"),
    BOT_IS_BACK("handoff.bot-is-back"),

    TICKET_OPENED("action.ticket-opened", "ticket tickets subject status"),
    TICKET_NOTED("action.ticket-noted", "ticket tickets subject status"),
    COMMENT_ADDED("action.comment-added", "ticket tickets subject status"),
    TICKET_STATUS("action.ticket-status", "ticket tickets subject status"),
    NO_TICKET("action.no-ticket"),
    ASK_AWAY("action.ask-away"),
    CLOSED("action.closed"),
    RESEARCH_ORDERED("action.research-ordered"),
    REFUSED("action.refused"),
    QUOTA_USED_UP("action.quota-used-up"),
    NOT_UNDERSTOOD("action.not-understood"),
    UNDER_WAY("action.under-way"),
    UNCLEAR("action.unclear"),
    APPROVAL("action.approval"),
    NOT_APPROVED("action.not-approved"),
    APPROVAL_EXPIRED("action.approval-expired"),
    QUESTION("action.question", "title parameters"),
    /** What is added where there are no buttons; also works where there are. */
    QUESTION_CODE("action.question-code", "code"),
    /** The button that agrees. */
    YES("action.yes"),
    /** The button that does not. */
    NO("action.no"),
    CANCELLED("action.cancelled"),
    EXPIRED("action.expired"),

    RESEARCH_DONE("research.done", "summary link"),
    RESEARCH_FAILED("research.failed"),

    TICKET_SOLVED("ticket.solved", "ticket tickets subject status"),
    STATUS_OPEN("ticket.status-open"),
    STATUS_WAITING("ticket.status-waiting"),
    STATUS_SOLVED("ticket.status-solved"),
    STATUS_CLOSED("ticket.status-closed");

    /** Those that need not be said at all. */
    private static final Set<Text> MAY_BE_EMPTY = EnumSet.of(JOINED, NOBODY_THERE, BOT_IS_BACK);

    private final String key;
    private final String placeholders;

    Text(String key) {
        this(key, "");
    }

    Text(String key, String placeholders) {
        this.key = key;
        this.placeholders = placeholders;
    }

    String key() {
        return key;
    }

    /** The names that may stand in braces; each may be left out. */
    Set<String> placeholders() {
        return placeholders.isEmpty() ? Set.of() : Set.of(placeholders.split(" ", -1));
    }

    boolean mayBeEmpty() {
        return MAY_BE_EMPTY.contains(this);
    }

    boolean isButton() {
        return this == YES || this == NO;
    }
}
