package dev.relaydesk.conversation;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that this worker may work on until the lease ends, as it was when it was claimed.
 *
 * @param owner which process holds it
 * @param token the fencing token, greater than that of every earlier claim
 * @param wakeCount how many wake-ups the claim has seen; news after them is left for the next turn
 * @param claims claims since the last finished turn, this one included
 * @param failures handled failures among them
 * @param address where to send: an identity key
 * @param waited whether the customer has waited longer than anybody should
 * @param language that we speak with the customer; null while none is known
 * @param note what colleagues want the model to know, from before it has the conversation again; null for nothing
 * @param messages what this turn has to deal with, in the order of the provider's time: what the customer wrote and nobody
 *     has answered, and the results that are due. While a question is open results wait; where a ticket takes what is
 *     written they come after it
 */
public record Claim(
        ConversationId conversation,
        String owner,
        long token,
        long epoch,
        Mode mode,
        long wakeCount,
        int claims,
        int failures,
        String channel,
        String account,
        String address,
        Pin thread,
        @Nullable Boolean streaming,
        boolean toldUnreadable,
        boolean waited,
        @Nullable String language,
        @Nullable String note,
        List<Message> messages) {

    public Claim {
        messages = List.copyOf(messages);
    }

    /** The Space thread as it stood when the turn began; account and collection are null before the first good turn. */
    public record Pin(
            UUID frontend,
            @Nullable String backend,
            @Nullable String account,
            @Nullable String collection) {}

    /**
     * One message of the customer.
     *
     * @param choiceId the id of the button that was pressed to say it; null when it was written
     */
    public record Message(
            UUID id,
            String kind,
            @Nullable String text,
            @Nullable String choiceId,
            @Nullable String providerId) {

        /** Whether it is the result of an action, which no customer wrote. */
        public boolean isResult() {
            return kind.equals(ResultMessages.KIND);
        }

        public boolean isReadable() {
            return text != null && !text.isBlank();
        }
    }

    /** Claims that ended with neither a result nor a handled failure: the process died over it. */
    public int crashes() {
        return claims - 1 - failures;
    }

    /** At most this many messages become one turn; the rest waits for the next. */
    private static final int MESSAGES_OF_A_TURN = 20;

    Claim with(List<Message> pending) {
        List<Message> words = wordsOf(pending);
        List<Message> due = switch (mode) {
            case BOT, HUMAN_HANDOFF, CLOSED -> pending;
            case AWAITING_CONFIRMATION -> words;
            case TICKET_OPEN -> words.isEmpty() ? pending : words;
        };
        // The end of the question wakes the conversation for the results that waited; nothing else does.
        boolean all = due.size() <= MESSAGES_OF_A_TURN
                && (due.size() == pending.size() || mode == Mode.AWAITING_CONFIRMATION);
        return new Claim(
                conversation,
                owner,
                token,
                epoch,
                mode,
                all ? wakeCount : wakeCount - 1, // an older count: the ending leaves the conversation due
                claims,
                failures,
                channel,
                account,
                address,
                thread,
                streaming,
                toldUnreadable,
                waited,
                language,
                note,
                due.subList(0, Math.min(due.size(), MESSAGES_OF_A_TURN)));
    }

    /** Those of the messages that the customer wrote. */
    public List<Message> words() {
        return wordsOf(messages);
    }

    private static List<Message> wordsOf(List<Message> messages) {
        return messages.stream().filter(message -> !message.isResult()).toList();
    }

    /** What the customer wrote that can be read; results of actions are not among it. */
    public List<String> texts() {
        return words().stream().map(Message::text).filter(Objects::nonNull).toList();
    }

    public List<UUID> messageIds() {
        return messages.stream().map(Message::id).toList();
    }
}
