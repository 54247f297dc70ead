package dev.relaydesk.delivery;

import java.util.List;
import java.util.function.Function;

/**
 * Something to be said, before a channel has made it its own.
 *
 * @param markdown CommonMark; {@code [1]} refers to the first of {@code links}
 * @param links addresses of the sources, in the order of their markers; may be empty
 * @param choices offered as buttons under the end of the text, where the channel has buttons; the text must make sense
 *     without them. At most {@link Choice#MOST}, with different ids and different titles; may be empty
 */
public record Speech(String markdown, List<String> links, List<Choice> choices) {

    /** @throws IllegalArgumentException when there are too many choices or two look alike */
    public Speech {
        links = List.copyOf(links);
        choices = List.copyOf(choices);
        if (choices.size() > Choice.MOST || !differ(choices, Choice::id) || !differ(choices, Choice::title)) {
            throw new IllegalArgumentException("At most " + Choice.MOST + " choices, all different: " + choices);
        }
    }

    public Speech(String markdown, List<String> links) {
        this(markdown, links, List.of());
    }

    public static Speech of(String markdown) {
        return new Speech(markdown, List.of());
    }

    /** A question that can be answered by pressing a button. */
    public static Speech asking(String markdown, List<Choice> choices) {
        return new Speech(markdown, List.of(), choices);
    }

    private static boolean differ(List<Choice> choices, Function<Choice, String> part) {
        return choices.stream().map(part).distinct().count() == choices.size();
    }
}
