package dev.relaydesk.action;

/** What becomes of a request with text around it. */
public enum Prose {
    /** It is refused, and the model asked to repeat it alone. */
    REJECT,
    /** It is taken; the text around it is not said. */
    LENIENT
}
