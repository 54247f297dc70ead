package dev.relaydesk.delivery.text;

import static java.util.stream.Collectors.toMap;

import dev.relaydesk.delivery.Choice;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads one language's file and says, with file and key, what is wrong in it. */
final class TextFile {

    /** A placeholder, or a brace that belongs to none. */
    private static final Pattern BRACES = Pattern.compile("\\{([a-z]+)}|[{}]");

    private static final Map<String, Text> TEXTS = Arrays.stream(Text.values()).collect(toMap(Text::key, it -> it));
    private static final Map<String, Word> WORDS = Arrays.stream(Word.values()).collect(toMap(Word::key, it -> it));

    /** What an action or a parameter is called; an operator has some that we do not know. */
    static final String NAME = "name.";

    private final String file;
    private final List<String> faults;

    private TextFile(String file, List<String> faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * What stands in it, without what is wrong.
     *
     * @param faults gets a line for each
     */
    static Map<String, String> read(String file, String text, List<String> faults) {
        var reading = new TextFile(file, faults);
        Map<String, String> values = new TreeMap<>();
        try {
            reading.once(values).load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            faults.add("%s: %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        values.forEach(reading::check);
        return values;
    }

    /** A second value for a key would win without a word. */
    private Properties once(Map<String, String> values) {
        return new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                String before = values.put((String) key, ((String) value).strip());
                if (before != null) {
                    fault((String) key, "stands there twice");
                }
                return value;
            }
        };
    }

    private void check(String key, String value) {
        Text text = TEXTS.get(key);
        if (text != null) {
            check(text, value);
        } else if (WORDS.containsKey(key)) {
            if (Texts.words(value).stream().anyMatch(String::isEmpty)) {
                fault(key, "has an empty word; separate words with one comma each");
            }
        } else if (!key.startsWith(NAME)) {
            fault(key, "is no text of ours; texts/en.properties has them all");
        } else if (value.isEmpty()) {
            fault(key, "is empty");
        }
    }

    private void check(Text text, String value) {
        if (value.isEmpty() && !text.mayBeEmpty()) {
            fault(text.key(), "is empty; only what follows a handoff may be left unsaid");
        }
        String allowed = text.placeholders().isEmpty()
                ? "none"
                : "{" + String.join("}, {", new TreeSet<>(text.placeholders())) + "}";
        BRACES.matcher(value)
                .results()
                .filter(found -> !isPlaceholder(found, text))
                .forEach(found -> fault(
                        text.key(),
                        "has %s, which is no placeholder of it; it has %s".formatted(found.group(), allowed)));
        if (text.isButton() && !value.isEmpty()) {
            try {
                var _ = new Choice("button", value);
            } catch (IllegalArgumentException _) {
                fault(text.key(), "is too long for a button; at most 20 characters on one line");
            }
        }
    }

    private static boolean isPlaceholder(MatchResult found, Text text) {
        return found.group(1) != null && text.placeholders().contains(found.group(1));
    }

    private void fault(String key, String fault) {
        faults.add("%s: %s %s".formatted(file, key, fault));
    }
}
