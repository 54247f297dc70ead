package dev.relaydesk.action;

import org.jdbi.v3.core.Handle;

/** Does an action whose effect is in our own database, in the transaction that settles it: both or neither. */
interface ActionHandler {

    /** The action's name. */
    String action();

    /**
     * Does it. What it does twice for the same action must have one effect.
     *
     * @return what the customer is told
     */
    String perform(Handle transaction, Action action);
}
