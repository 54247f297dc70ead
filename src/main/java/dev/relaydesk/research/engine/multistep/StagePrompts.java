package dev.relaydesk.research.engine.multistep;

import dev.relaydesk.platform.prompt.PromptTemplates;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.space.Quoted;
import dev.relaydesk.research.engine.space.SpaceTalk;
import dev.relaydesk.research.engine.space.Wishes;
import io.quarkus.qute.Template;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What each stage says to the model. Whatever a model wrote before stands in it as a quotation. */
@Singleton
class StagePrompts {

    private static final Order SAMPLE = new Order(
            "Which lamps are safe outdoors?", true, BigDecimal.ONE, List.of("-a.example"), Optional.of("year"));

    private static final Map<Stage, String> FILES = Map.of(
            Stage.DECOMPOSE, "research-decompose",
            Stage.CLASSIFY, "research-classify",
            Stage.EXECUTE, "research-answer",
            Stage.ENRICH, "research-answer",
            Stage.GAPS, "research-gaps",
            Stage.SYNTHESISE, "research-synthesise",
            Stage.FOLLOW_UPS, "research-follow-ups",
            Stage.ANALYSIS, "research-analysis");

    private static final int LONGEST_PART = 12_000;
    private static final int LONGEST_QUESTION = 2_000;

    private final Map<Stage, Template> templates = new EnumMap<>(Stage.class);
    private final SpaceTalk talk;

    StagePrompts(SpaceTalk talk, @ConfigProperty(name = "relaydesk.action.prompts-dir") Optional<Path> directory) {
        this.talk = talk;
        var files = new PromptTemplates(directory);
        FILES.forEach((stage, file) ->
                templates.put(stage, files.checked(file, data(SAMPLE, List.of("A part?"), List.of("An answer.")))));
    }

    /** A prompt that cannot be filled in is told at the start. */
    void start(@Observes StartupEvent start) {}

    /**
     * A prompt that fits into a request.
     *
     * @param parts questions
     * @param answers to them, in the same order; shortened as far as need be. Empty when the stage needs none
     */
    String of(Stage stage, Order order, List<String> parts, List<String> answers) {
        List<String> quoted =
                answers.stream().map(each -> Quoted.passage(each, LONGEST_PART)).toList();
        int frame = Quoted.bytes(rendered(stage, order, parts, Collections.nCopies(quoted.size(), "")));
        return rendered(stage, order, parts, Quoted.fitting(quoted, talk.room() - frame));
    }

    private String rendered(Stage stage, Order order, List<String> parts, List<String> answers) {
        return Objects.requireNonNull(templates.get(stage))
                .render(data(order, parts, answers))
                .strip();
    }

    private static Map<String, Object> data(Order order, List<String> parts, List<String> answers) {
        Map<String, Object> data = Wishes.of(order);
        data.put(
                "parts",
                IntStream.range(0, parts.size())
                        .mapToObj(index -> Map.of(
                                "number",
                                index + 1,
                                "question",
                                Quoted.passage(parts.get(index), LONGEST_QUESTION),
                                "answer",
                                index < answers.size() ? answers.get(index) : ""))
                        .toList());
        return data;
    }
}
