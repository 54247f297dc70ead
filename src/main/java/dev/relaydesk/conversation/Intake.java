package dev.relaydesk.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes in what webhooks bring: stored once, whatever is sent how often. */
@ApplicationScoped
public class Intake {

    /**
     * Stores events that are not yet known, in the caller's transaction. Takes no lock but its own inserts. Once that
     * transaction has committed, call {@link #arrived()}.
     */
    public void accept(Handle transaction, List<InboundEvent> events) {
        throw new UnsupportedOperationException();
    }

    /** Keeps a body that nobody understands, for a person to look at. */
    public void quarantine(Handle transaction, String channel, String reason, byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** Wakes the workers of this process. A hint: they would find the rows by themselves. */
    public void arrived() {}
}
