package dev.relaydesk.platform.idempotency;

import org.jspecify.annotations.Nullable;

/** What the key of a call means for it. */
public sealed interface Begun {

    /** It is the first of its key and goes on; it must be finished or released. */
    record First() implements Begun {}

    /** It was answered before. */
    record Answered(
            int status,
            @Nullable String mediaType,
            @Nullable String body) implements Begun {}

    /** The first of its key is still under way. */
    record UnderWay() implements Begun {}

    /** The key was used for another request. */
    record Contradicts() implements Begun {}
}
