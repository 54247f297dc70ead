package dev.relaydesk.delivery.text;

import dev.relaydesk.platform.settings.StartRefused;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Our own words to customers, in the language of each. Read and checked at the start. Where a language is asked for, null
 * means that none is known of the customer: then it is the installation's.
 */
@Startup
@Singleton
public class Texts {

    private static final Logger LOG = Logger.getLogger(Texts.class);

    /** The packed file that has everything, which a test holds. */
    private static final String COMPLETE = "en";

    /** Room for what stands around a word. */
    private static final int PUNCTUATION_AND_SPACE = 20;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern PUNCTUATION = Pattern.compile("[.!?¡¿]+");

    private final String standard;
    private final Map<String, Map<Text, String>> texts = new TreeMap<>();

    private final Map<String, Map<String, String>> names = new HashMap<>();

    /** Of each word as it is written, in small letters, the languages that have it. */
    private final Map<Word, Map<String, Set<String>>> words = new EnumMap<>(Word.class);

    private int longestWord;

    /**
     * Reads the packed files, and the operator's above them.
     *
     * @param standard the language of customers of whom none is known, and of texts that their own has not got
     * @param directory files of which each key stands in for that of the packed file of the same name
     * @throws StartRefused with a line for each fault, naming file and key
     */
    Texts(
            @ConfigProperty(name = "relaydesk.language", defaultValue = "en") String standard,
            @ConfigProperty(name = "relaydesk.texts-dir") Optional<Path> directory) {
        this.standard = standard;
        Map<String, Map<String, String>> files = TextFiles.read(directory);
        Map<String, String> fallback = files.get(standard);
        if (fallback == null) {
            throw new StartRefused("relaydesk.language is %s; there are texts in %s"
                    .formatted(standard, String.join(", ", files.keySet())));
        }
        files.forEach((language, values) -> {
            tellMissing(language, values);
            texts.put(language, complete(List.of(values, fallback, files.getOrDefault(COMPLETE, Map.of()))));
            names.put(language, values);
            for (Word word : Word.values()) {
                words(values.getOrDefault(word.key(), "")).forEach(written -> understand(word, written, language));
            }
        });
    }

    /** The first that has a text gives it. */
    private static Map<Text, String> complete(List<Map<String, String>> files) {
        Map<Text, String> complete = new EnumMap<>(Text.class);
        for (Text text : Text.values()) {
            files.stream()
                    .flatMap(values -> Stream.ofNullable(values.get(text.key())))
                    .findFirst()
                    .ifPresent(value -> complete.put(text, value));
        }
        return complete;
    }

    private void tellMissing(String language, Map<String, String> values) {
        List<String> missing = Stream.concat(
                        Arrays.stream(Text.values()).map(Text::key),
                        Arrays.stream(Word.values()).map(Word::key))
                .filter(key -> !values.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            LOG.warnf(
                    "%s.properties lacks %s; what the language %s has is said instead",
                    language, String.join(", ", missing), language.equals(standard) ? COMPLETE : standard);
        }
    }

    private void understand(Word word, String written, String language) {
        words.computeIfAbsent(word, _ -> new HashMap<>())
                .computeIfAbsent(plain(written), _ -> new TreeSet<>())
                .add(language);
        longestWord = Math.max(longestWord, written.length());
    }

    /** A text without placeholders. */
    public String of(Text text, @Nullable String language) {
        return of(text, language, Map.of());
    }

    /** A text with its placeholders filled in. Values are put in once, so none of them can name another. */
    public String of(Text text, @Nullable String language, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(texts.getOrDefault(spoken(language), Map.of()).getOrDefault(text, ""))
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** What an action or a parameter is called in the customer's language; empty when its file does not say. */
    public Optional<String> name(String what, @Nullable String language) {
        return Optional.ofNullable(
                names.getOrDefault(spoken(language), Map.of()).get(TextFile.NAME + what));
    }

    /** For dates and the like beside our words. */
    public Locale locale(@Nullable String language) {
        return Locale.of(spoken(language));
    }

    /** One that there is a file for. */
    private String spoken(@Nullable String language) {
        return language != null && texts.containsKey(language) ? language : standard;
    }

    /** The languages that there are texts in, two letters each. */
    Set<String> languages() {
        return texts.keySet();
    }

    /**
     * The language that we have for a BCP 47 tag; empty when we have none.
     *
     * @param tag such as {@code de} or {@code de-AT}; hostile
     */
    public Optional<String> known(String tag) {
        String language = tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
        return Optional.of(language).filter(texts::containsKey);
    }

    /**
     * Whether a message is nothing but one of the customers' words, whatever the language.
     *
     * @param now the customer's language as far as it is known
     * @return the language to go on in: the word's own, or as before when several languages have it; empty when it is not
     *     said
     */
    public Optional<String> hears(Word word, @Nullable String message, @Nullable String now) {
        if (message == null || message.length() > longestWord + PUNCTUATION_AND_SPACE) {
            return Optional.empty();
        }
        Set<String> languages = words.getOrDefault(word, Map.of()).getOrDefault(plain(message), Set.of());
        return switch (languages.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(languages.iterator().next());
            default -> Optional.of(spoken(now));
        };
    }

    private static String plain(String message) {
        return PUNCTUATION.matcher(message).replaceAll("").strip().toLowerCase(Locale.ROOT);
    }

    /** Several, separated by commas. */
    static List<String> words(String value) {
        return value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }
}
