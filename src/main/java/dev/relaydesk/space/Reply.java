package dev.relaydesk.space;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer.
 *
 * @param text the model's text as it wrote it: Markdown with citation markers, or an action envelope
 * @param thread the thread with the new {@code backend_uuid}; send it with the next turn
 * @param slug the thread's slug on the web, for support staff
 * @param raw the reply's envelope as JSON without the parts nobody reads (steps, web results, the Space's own prompt)
 * @param took from the request's first byte to the end of the reply
 */
public record Reply(
        String text,
        List<Citation> citations,
        ThreadRef thread,
        @Nullable String slug,
        String raw,
        Duration took) implements SpaceAnswer {

    public Reply {
        citations = List.copyOf(citations);
    }
}
