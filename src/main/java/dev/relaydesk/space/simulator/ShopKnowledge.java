package dev.relaydesk.space.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the pretended shop knows, in English and German; it answers in the customer's language. */
final class ShopKnowledge {

    private static final Pattern GERMAN = Pattern.compile(
            "[äöüß]|\\b(ich|ist|wie|was|wo|wann|und|der|die|das|ein|eine|mein|meine|bitte|hallo|guten|kann|habt|euch)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ASKED_BEFORE =
            Pattern.compile("ask(ed)? (you )?before|habe ich (vorhin|vorher|zuvor)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");

    private final Map<String, List<String>> greeting;
    private final List<Topic> topics;

    record Source(String name, String url) {}

    record Topic(List<String> keywords, Map<String, String> answer, List<Source> sources) {}

    record File(Map<String, List<String>> phrases, List<Topic> topics) {}

    /** A text and the sources that its markers count. */
    record Answer(String text, List<String> words, List<Source> sources) {}

    private ShopKnowledge(File file) {
        greeting = file.phrases();
        topics = file.topics();
    }

    static ShopKnowledge load() {
        try (InputStream in = ShopKnowledge.class.getResourceAsStream("knowledge.json")) {
            return new ShopKnowledge(new ObjectMapper().readValue(in, File.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer answer(String prompt, Scenario scenario, List<Threads.Turn> before) {
        Answer plain = plain(prompt, before);
        return switch (scenario) {
            case JSON -> said(Requests.HANDOFF, List.of());
            case FENCE -> said("```json\n" + Requests.HANDOFF + "\n```", List.of());
            case EVIL, EVIL_BASE64, EVIL_ALWAYS, EVIL_ALWAYS_BASE64 -> said(Dictation.in(prompt, scenario), List.of());
            case EMPTY -> said(" ", List.of());
            case HUGE ->
                said(plain.text() + " " + "And so it goes on, sentence after sentence. ".repeat(1700), plain.sources());
            case CITATIONS ->
                said(
                        "Delivery takes **two to four** working days.[1] Returns are free for 30 days.[2][1]",
                        List.of(
                                new Source("Delivery", "https://shop.example/delivery"),
                                new Source("Returns", "https://shop.example/returns")));
            case REORDERED ->
                new Answer(
                        "The warranty is two years.[1][2]",
                        List.of("The ", "warranty ", "is ", "two ", "years.", "[2]", "[1]"),
                        List.of(
                                new Source("Warranty", "https://shop.example/warranty"),
                                new Source("Terms", "https://shop.example/terms")));
            default -> plain;
        };
    }

    private Answer plain(String prompt, List<Threads.Turn> before) {
        Answer researched = ResearchTalk.answer(prompt);
        if (researched != null) {
            return researched;
        }
        String asked = FollowUp.customersWord(before);
        String language = GERMAN.matcher(FollowUp.is(prompt) ? asked : prompt).find() ? "de" : "en";
        if (FollowUp.isResult(prompt)) {
            return said(FollowUp.sentence(prompt, language), List.of());
        }
        if (FollowUp.isRepair(prompt)) {
            return repaired(asked, language);
        }
        if (ASKED_BEFORE.matcher(prompt).find()) {
            return said(phrase(language, before.isEmpty() ? 1 : 2).formatted(asked), List.of());
        }
        String action = Requests.action(prompt);
        if (action != null) {
            return said(action, List.of());
        }
        Topic topic = topic(prompt.toLowerCase(Locale.ROOT));
        return topic == null
                ? said(phrase(language, 0), List.of())
                : said(topic.answer().getOrDefault(language, phrase(language, 0)), topic.sources());
    }

    /** The model says again, and rightly now, what it said wrongly; one that obeys always obeys again. */
    private Answer repaired(String asked, String language) {
        Scenario scenario = Scenario.in(asked);
        if (scenario == Scenario.EVIL_ALWAYS || scenario == Scenario.EVIL_ALWAYS_BASE64) {
            return said(Dictation.in(asked, scenario), List.of());
        }
        String action = scenario.dictated() ? null : Requests.action(asked);
        return said(action == null ? phrase(language, 3) : action, List.of());
    }

    private String phrase(String language, int index) {
        return greeting.getOrDefault(language, List.of("", "", "", "")).get(index);
    }

    private @Nullable Topic topic(String prompt) {
        return topics.stream()
                .filter(it -> it.keywords().stream().anyMatch(prompt::contains))
                .findFirst()
                .orElse(null);
    }

    static Answer said(String text, List<Source> sources) {
        List<String> words = new ArrayList<>();
        WORD.matcher(text).results().forEach(word -> words.add(word.group()));
        return new Answer(text, words, sources);
    }
}
