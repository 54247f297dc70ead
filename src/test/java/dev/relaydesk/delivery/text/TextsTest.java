package dev.relaydesk.delivery.text;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.platform.settings.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What customers are told, in the languages of the files. */
class TextsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

    private final Texts texts = new Texts("en", Optional.empty());

    @TempDir
    Path directory;

    @Test
    void every_file_says_everything_and_fills_in_the_same() throws IOException {
        Map<String, String> english = values(Path.of("texts/en.properties"));
        Set<String> keys = Stream.concat(
                        Stream.of(Text.values()).map(Text::key),
                        Stream.of(Word.values()).map(Word::key))
                .collect(toSet());

        assertThat(texts.languages()).containsExactlyInAnyOrderElementsOf(languages());
        for (String language : languages()) {
            Map<String, String> values = values(Path.of("texts", language + ".properties"));
            assertThat(values.keySet())
                    .as(language)
                    .filteredOn(key -> !key.startsWith("name."))
                    .containsExactlyInAnyOrderElementsOf(keys);
            assertThat(values)
                    .as(language)
                    .allSatisfy((key, value) -> assertThat(placeholders(value))
                            .as(key)
                            .isEqualTo(placeholders(english.getOrDefault(key, ""))));
        }
    }

    /** A word that asks for something in one language must not be told to customers of another. */
    @Test
    void the_words_that_our_texts_tell_customers_to_write_are_understood() {
        for (String language : texts.languages()) {
            assertThat(quoted(Text.REFUSED, language))
                    .as(language)
                    .allSatisfy(word ->
                            assertThat(texts.hears(Word.HUMAN, word, null)).contains(language));
            assertThat(quoted(Text.TICKET_NOTED, language))
                    .as(language)
                    .allSatisfy(word -> assertThat(texts.hears(Word.NEW_QUESTION, word, null))
                            .contains(language));
        }
    }

    @Test
    void a_customer_is_told_things_in_the_own_language_or_else_in_the_installations() {
        assertThat(texts.of(Text.NO, "de")).isEqualTo("Nein");
        assertThat(texts.of(Text.NO, null)).isEqualTo("No");
        assertThat(texts.of(Text.NO, "it")).isEqualTo("No");
        assertThat(new Texts("fr", Optional.empty()).of(Text.NO, null)).isEqualTo("Non");
        assertThat(texts.known("de-AT")).contains("de");
        assertThat(texts.known("it")).isEmpty();
    }

    @Test
    void a_value_cannot_name_another_and_is_taken_as_it_stands() {
        assertThat(texts.of(Text.QUESTION, null, Map.of("title", "{parameters} $1 \\", "parameters", "{title}")))
                .isEqualTo("Shall I do this? {parameters} $1 \\{title}");
    }

    @Test
    void a_word_is_understood_in_every_language_and_tells_which_is_spoken() {
        assertThat(texts.hears(Word.HUMAN, " MENSCH! ", null)).contains("de");
        assertThat(texts.hears(Word.HUMAN, "humano", "de")).contains("es");
        assertThat(texts.hears(Word.HUMAN, "I am only human", null)).isEmpty();
        assertThat(texts.hears(Word.HUMAN, "m".repeat(4_000), null)).isEmpty();
        assertThat(texts.hears(Word.NO, "human", null)).isEmpty();
    }

    @Test
    void a_word_of_several_languages_leaves_the_language_as_it_was() {
        assertThat(texts.hears(Word.NO, "no", "es")).contains("es");
        assertThat(texts.hears(Word.NO, "no", "de")).contains("de");
        assertThat(texts.hears(Word.NO, "no", null)).contains("en");
    }

    @Test
    void an_operator_changes_a_text_and_adds_a_language() throws IOException {
        write("de", "action.no = Lieber nicht");
        write(
                "it",
                "action.no = No, grazie\nwords.human = umano, persona reale\nname.create_ticket = Aprire un ticket");
        var own = new Texts("de", Optional.of(directory));

        assertThat(own.of(Text.NO, null)).isEqualTo("Lieber nicht");
        assertThat(own.of(Text.YES, "de")).isEqualTo("Ja, bitte");
        assertThat(own.of(Text.NO, "it")).isEqualTo("No, grazie");
        assertThat(own.of(Text.YES, "it")).isEqualTo("Ja, bitte");
        assertThat(own.hears(Word.HUMAN, "Persona reale", null)).contains("it");
        assertThat(own.name("create_ticket", "it")).contains("Aprire un ticket");
        assertThat(own.name("open_case", "it")).isEmpty();
    }

    @Test
    void what_a_language_lacks_is_reported_once_with_file_and_keys() throws IOException {
        write("it", "action.no = No, grazie");

        List<String> warnings = warningsOf(() -> new Texts("de", Optional.of(directory)));

        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst())
                .contains("it.properties lacks", "handoff.joined", "words.human", "the language de")
                .doesNotContain("action.no,");
        assertThat(warningsOf(() -> new Texts("en", Optional.empty()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            handof.joined = Da                    | handof.joined is no text of ours
            words.humans = Mensch                 | words.humans is no text of ours
            handoff.joined = {nmae} ist da        | handoff.joined has {nmae}, which is no placeholder of it; it has {name}
            handoff.escalated = {name} kommt      | handoff.escalated has {name}, which is no placeholder of it; it has none
            handoff.joined = {name ist da         | handoff.joined has {, which is no placeholder
            handoff.escalated =                   | handoff.escalated is empty
            action.yes = Ja, das sollst du tun    | action.yes is too long for a button
            action.no = ja, bitte                 | action.no is the same as action.yes
            words.human = Mensch,, Person         | words.human has an empty word
            name.create_ticket =                  | name.create_ticket is empty
            handoff.joined = Da \\u12             | `Malformed`
            """)
    void a_broken_file_stops_the_start_with_file_and_key(String line, String fault) throws IOException {
        Path file = write("de", line);

        assertThatThrownBy(() -> new Texts("en", Optional.of(directory)))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(fault)
                .hasMessageMatching("[^\\n]+");
    }

    @Test
    void every_fault_gets_its_line_and_a_key_that_stands_there_twice_is_one() throws IOException {
        Path german = write("de", "action.no = Nein\naction.no = Nö");
        Path name = write("deutsch", "");
        Path latin = write("it", "");
        Files.write(latin, "turn.apology = Perché".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new Texts("en", Optional.of(directory)))
                .isInstanceOf(StartRefused.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        german + ": action.no stands there twice",
                        name + ": the name is not that of a language; two letters are, such as de.properties",
                        latin + " is not UTF-8; save it as UTF-8"));
    }

    @Test
    void a_language_or_a_directory_that_is_not_there_stops_the_start() {
        assertThatThrownBy(() -> new Texts("it", Optional.empty()))
                .isInstanceOf(StartRefused.class)
                .hasMessage("relaydesk.language is it; there are texts in de, en, es, fr");
        assertThatThrownBy(() -> new Texts("en", Optional.of(directory.resolve("none"))))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("relaydesk.texts-dir names no directory: ");
    }

    @Test
    void what_follows_a_handoff_may_be_left_unsaid() throws IOException {
        write("en", "handoff.joined =");

        assertThat(new Texts("en", Optional.of(directory)).of(Text.JOINED, null))
                .isEmpty();
    }

    @Test
    void other_files_and_the_mark_of_an_editor_do_not_disturb() throws IOException {
        Files.writeString(directory.resolve("README"), "mine");
        write("en", "\uFEFFhandoff.bot-is-back = Me again.");

        assertThat(new Texts("en", Optional.of(directory)).of(Text.BOT_IS_BACK, null))
                .isEqualTo("Me again.");
    }

    @Test
    void days_are_called_as_the_customer_calls_them() {
        assertThat(DayOfWeek.MONDAY.getDisplayName(TextStyle.FULL, texts.locale("de")))
                .isEqualTo("Montag");
        assertThat(DayOfWeek.MONDAY.getDisplayName(TextStyle.FULL, texts.locale(null)))
                .isEqualTo("Monday");
    }

    private Path write(String language, String text) throws IOException {
        return Files.writeString(directory.resolve(language + ".properties"), text);
    }

    private List<String> quoted(Text text, String language) {
        List<String> words = Pattern.compile("[“„«]\\s*(.+?)\\s*[”“»]")
                .matcher(texts.of(text, language))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(words).as(language).hasSize(1);
        return words;
    }

    private static List<String> languages() throws IOException {
        try (var files = Files.list(Path.of("texts"))) {
            return files.map(each -> each.getFileName().toString().replace(".properties", ""))
                    .toList();
        }
    }

    /** Read by the book, not by our own reader. */
    private static Map<String, String> values(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream().collect(toMap(key -> key, properties::getProperty));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(toSet());
    }

    private static List<String> warningsOf(Runnable work) {
        List<String> warnings = new ArrayList<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Texts.class.getName());
        log.addHandler(handler);
        try {
            work.run();
        } finally {
            log.removeHandler(handler);
        }
        return warnings;
    }
}
