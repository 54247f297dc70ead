package dev.relaydesk.action;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a reply turns out to be before anybody asks whether it may be done. */
public sealed interface Decoded {

    /** Text for the customer. Fit for the database: no NUL, no half characters. */
    record Plain(String text) implements Decoded {}

    /**
     * A request for an action, well formed and not yet believed.
     *
     * @param metadata the parameters; not to be changed
     * @param inProse whether there was text around it, which is dropped
     */
    record Envelope(String name, String reason, ObjectNode metadata, boolean inProse) implements Decoded {}

    /** Meant for a machine, and not understood by ours. The customer never sees it. */
    record Refused(Verdict verdict, String detail) implements Decoded {}
}
