package dev.relaydesk.action;

import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.Set;

/**
 * What the operator allows of one action.
 *
 * @param quota how often one customer may have it within the quota window; 0 = no limit
 * @param dedupeWindow how long an equal request counts as the same; zero = never
 * @param modes of the conversation in which the bot may ask for it
 */
public record ActionPolicy(
        boolean enabled, Tier tier, int quota, Duration quotaWindow, Duration dedupeWindow, Set<Mode> modes) {

    /** At most so many results of endpoints an hour; a turn needs up to two. */
    private static final int MANY = 30;

    private static final int FEW = 5;

    public ActionPolicy {
        modes = Set.copyOf(modes);
        if (quota < 0 || quotaWindow.isNegative() || dedupeWindow.isNegative()) {
            throw new IllegalArgumentException("quota and windows of a policy must not be negative");
        }
    }

    /**
     * What holds until somebody says otherwise. An action that is not ours needs the customer's word, because nobody
     * but the operator knows what it does.
     */
    public static ActionPolicy initial(String action) {
        Duration day = Duration.ofDays(1);
        Duration hour = Duration.ofHours(1);
        Set<Mode> bot = Set.of(Mode.BOT);
        Set<Mode> botAndTicket = Set.of(Mode.BOT, Mode.TICKET_OPEN);
        return switch (action) {
            case "handoff" -> new ActionPolicy(true, Tier.AUTO, 0, hour, Duration.ZERO, botAndTicket);
            case "create_ticket" -> new ActionPolicy(true, Tier.AUTO, FEW, day, day, bot);
            case "add_ticket_comment" -> new ActionPolicy(true, Tier.AUTO, MANY, day, hour, botAndTicket);
            case "ticket_status" -> new ActionPolicy(true, Tier.AUTO, MANY, hour, Duration.ZERO, botAndTicket);
            case "api_call" -> new ActionPolicy(true, Tier.AUTO, MANY, hour, Duration.ZERO, bot);
            case "deep_research" -> new ActionPolicy(true, Tier.AUTO, 3, day, day, bot);
            case "close_conversation" -> new ActionPolicy(true, Tier.AUTO, 0, hour, Duration.ZERO, bot);
            default -> new ActionPolicy(true, Tier.CONFIRM_CUSTOMER, FEW, day, hour, bot);
        };
    }
}
