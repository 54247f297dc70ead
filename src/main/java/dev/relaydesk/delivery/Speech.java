package dev.relaydesk.delivery;

import java.util.List;

/**
 * Something to be said, before a channel has made it its own.
 *
 * @param markdown CommonMark; {@code [1]} refers to the first of {@code links}
 * @param links addresses of the sources, in the order of their markers; may be empty
 */
public record Speech(String markdown, List<String> links) {

    public Speech {
        links = List.copyOf(links);
    }

    public static Speech of(String markdown) {
        return new Speech(markdown, List.of());
    }
}
