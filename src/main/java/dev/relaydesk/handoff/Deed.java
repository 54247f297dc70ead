package dev.relaydesk.handoff;

import java.time.Instant;

/**
 * Something that was tried for a customer before a colleague came. What the model and the customer wrote into it is hostile.
 *
 * @param what on one line, such as an action and its parameters
 * @param outcome what became of it, in words of ours
 * @param open whether it is not settled: it waits, is unclear, or was cancelled by the handoff
 */
public record Deed(String what, String outcome, boolean open, Instant at) {}
