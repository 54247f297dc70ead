package dev.relaydesk.channel.whatsapp.simulator;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stage directions: words in a message's text that say how the simulator should behave. */
record GraphMarkers(Set<String> words) {

    private static final Pattern WORD = Pattern.compile("#graph-([a-z0-9-]+)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    GraphMarkers {
        words = Set.copyOf(words);
    }

    static GraphMarkers in(String text) {
        var words = new HashSet<String>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1));
        }
        return new GraphMarkers(words);
    }

    boolean has(String word) {
        return words.contains(word);
    }

    /** The number after a prefix such as {@code delay-}; the fallback when there is none. */
    int number(String prefix, int fallback) {
        return words.stream()
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.substring(prefix.length()))
                .filter(rest -> NUMBER.matcher(rest).matches())
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(fallback);
    }

    /** Like {@link #number}; {@code once-} before it makes it count only the first time that {@code key} comes. */
    int number(String prefix, int fallback, String key, Set<String> spent) {
        int once = number("once-" + prefix, fallback);
        if (once != fallback && spent.add(key)) {
            return once;
        }
        return number(prefix, fallback);
    }

    static Set<String> memory() {
        return ConcurrentHashMap.newKeySet();
    }
}
