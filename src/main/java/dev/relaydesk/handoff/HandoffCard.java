package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a colleague sees of a handoff, wherever it is shown. All text of the customer and the model is hostile: each notifier
 * escapes it for its own medium.
 *
 * @param customer how the customer calls himself; a neutral word when he has no name
 * @param channel on which the customer writes, such as {@code whatsapp}
 * @param cause why, in one word of ours
 * @param summary what the customer wants, by the model; null when nobody wrote one
 * @param tried what was tried for the customer and is settled, the oldest first
 * @param open what is not settled: it waits, is unclear, or was cancelled by the handoff
 * @param lines what was said last, the oldest first
 * @param state {@code waiting}, {@code taken} or {@code ended}
 * @param assignee the colleague who has taken it; null while none has, and when it was the business phone
 * @param colleague the name of whoever has taken it; null while nobody has
 * @param url where it is seen in the console
 */
public record HandoffCard(
        UUID handoff,
        ConversationId conversation,
        String customer,
        String channel,
        Instant since,
        String cause,
        @Nullable String department,
        String priority,
        @Nullable String summary,
        List<Deed> tried,
        List<Deed> open,
        List<Line> lines,
        String state,
        @Nullable UUID assignee,
        @Nullable String colleague,
        @Nullable Instant takenAt,
        String url) {

    /** Whether this colleague has the conversation. */
    public boolean isWith(UUID staff) {
        return state.equals("taken") && staff.equals(assignee);
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Something that was said.
     *
     * @param author {@code customer}, {@code bot}, {@code agent} or {@code system}
     */
    public record Line(String author, String text, Instant at) {

        /** For pages that do not know the reader's time zone. */
        public String time() {
            return TIME.format(at);
        }
    }
}
