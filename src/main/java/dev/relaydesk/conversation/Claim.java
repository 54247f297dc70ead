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
 * @param note what colleagues want the model to know, from before it has the conversation again; null for nothing
 * @param messages what the customer wrote and nobody has answered, in the order of the provider's time
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
        boolean all = pending.size() <= MESSAGES_OF_A_TURN;
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
                note,
                all ? pending : pending.subList(0, MESSAGES_OF_A_TURN));
    }

    /** What the customer wrote that can be read; results of actions are not among it. */
    public List<String> texts() {
        return messages.stream()
                .filter(message -> !message.isResult())
                .map(Message::text)
                .filter(Objects::nonNull)
                .toList();
    }

    public List<UUID> messageIds() {
        return messages.stream().map(Message::id).toList();
    }
}
