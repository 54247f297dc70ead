package dev.relaydesk.handoff;

import java.time.Instant;

/** What became of a colleague's wish to speak, or to stop speaking. */
public sealed interface TakeoverResult {

    /**
     * Done.
     *
     * @param epoch the conversation's from now on
     * @param unresolved whether a message of the bot was on the wire and its end is not known yet
     */
    record Done(long epoch, boolean unresolved) implements TakeoverResult {}

    /** Somebody else was first. */
    record TakenBefore(String name, Instant at) implements TakeoverResult {}

    /** Not possible: {@code unknown}, {@code closed}, {@code stale} or {@code not_yours}, with the reason in words. */
    record Refused(String code, String detail) implements TakeoverResult {}
}
