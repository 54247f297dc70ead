package dev.relaydesk.space;

/** What became of a question. */
public sealed interface SpaceAnswer permits Reply, SpaceFailure {

    /** What came over the wire, cut down to what is worth keeping; empty when nothing came. */
    String raw();
}
