package dev.relaydesk.handoff;

import dev.relaydesk.conversation.ConversationId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Tells what was tried for a customer, for the brief of a handoff. */
public interface Witness {

    /**
     * Which time is asked for.
     *
     * @param began when the handoff did
     * @param until when it ended, or now
     */
    record Span(ConversationId conversation, Instant began, Instant until) {}

    /** The latest few, in any order. Reads rows and nothing else. */
    List<Deed> saw(Handle handle, Span span);
}
