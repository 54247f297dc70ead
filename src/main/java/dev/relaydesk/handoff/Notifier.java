package dev.relaydesk.handoff;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A way to reach staff. */
public interface Notifier {

    /**
     * Somebody, or a room, that can be told.
     *
     * @param address what the medium calls it
     * @param staff the person; null for a room
     */
    record Recipient(String address, @Nullable UUID staff) {}

    /** Its name as it stands in rows and in the ladder: {@code slack}, {@code whatsapp}, {@code mail}. */
    String channel();

    /**
     * Whom to tell of a request, by settings and rows alone; no network. Empty when this medium is not set up, or has nobody
     * for the department.
     */
    List<Recipient> recipients(Handle handle, @Nullable String department);

    /** Tells it once. Never retries and never throws: the worker owns the schedule. Ends within ten seconds. */
    NoticeResult send(Notice notice);

    /** Whether what the customer and other colleagues say is passed on to this medium. */
    default boolean isBridge() {
        return false;
    }

    /** The e-mail address of somebody known here only by key; asks the network. Empty when it cannot be told. */
    default Optional<String> emailOf(String staffKey) {
        return Optional.empty();
    }

    /** Tells somebody that what he did belongs to no handoff, so that he does not take it for done. Tried once. */
    default void tellLost(String staffKey) {}
}
