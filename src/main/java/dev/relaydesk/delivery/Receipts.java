package dev.relaydesk.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes in what providers report of messages we sent. */
@ApplicationScoped
public class Receipts {

    /**
     * Stores receipts that are not yet known, in the caller's transaction. Once it has committed, call {@link
     * #arrived()}.
     */
    public void accept(Handle transaction, List<Receipt> receipts) {
        throw new UnsupportedOperationException();
    }

    /** Wakes the worker that applies them. A hint. */
    public void arrived() {}
}
