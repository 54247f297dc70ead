package dev.relaydesk.research.engine.multistep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.space.Bibliography;
import dev.relaydesk.research.engine.space.Findings;
import dev.relaydesk.research.engine.space.ModelJson;
import dev.relaydesk.research.engine.space.SpaceTalk;
import dev.relaydesk.research.engine.space.Told;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does one stage. What a model may be unable to do has a way without it; only the report itself has none. */
@Singleton
class Stages {

    private static final int MOST_PARTS = 6;
    private static final int MOST_GAPS = 3;
    private static final int MOST_FOLLOW_UPS = 5;
    private static final int LONGEST_QUESTION = 300;
    private static final int TRIES = 2;
    private static final Set<String> SOURCES = Set.of("web", "scholar", "social");

    private final SpaceTalk talk;
    private final StagePrompts prompts;
    private final Gathering gathering;

    Stages(SpaceTalk talk, StagePrompts prompts, Gathering gathering) {
        this.talk = talk;
        this.prompts = prompts;
        this.gathering = gathering;
    }

    Went go(Stage stage, EngineRun run, Memory memory) throws InterruptedException {
        return switch (stage) {
            case DECOMPOSE -> decompose(run, memory);
            case CLASSIFY ->
                asked(
                        stage,
                        run,
                        memory,
                        answer -> Optional.of(memory.with(classified(memory.parts(), answer.text()))),
                        memory);
            case EXECUTE -> execute(run, memory);
            case GAPS ->
                asked(stage, run, memory, answer -> Optional.of(memory.with(withGaps(memory, answer.text()))), memory);
            case ENRICH -> gathering.gather(stage, run, memory);
            case SYNTHESISE ->
                asked(
                        stage,
                        run,
                        memory,
                        answer -> Findings.read(answer.text()).map(_ -> memory.synthesised(Written.of(answer))),
                        null);
            case FOLLOW_UPS ->
                asked(
                        stage,
                        run,
                        memory,
                        answer -> Optional.of(memory.followedUp(questions(answer.text(), MOST_FOLLOW_UPS))),
                        memory);
            case ANALYSIS ->
                asked(
                        stage,
                        run,
                        memory,
                        answer -> Optional.of(answer.text())
                                .filter(text -> !Findings.wantsAction(text))
                                .map(_ -> memory.analysed(Written.of(answer))),
                        memory);
        };
    }

    private Went decompose(EngineRun run, Memory memory) throws InterruptedException {
        Memory whole = memory.with(List.of(Part.of(run.order().question())));
        return asked(
                Stage.DECOMPOSE,
                run,
                memory,
                answer -> Optional.of(questions(answer.text(), MOST_PARTS))
                        .filter(questions -> !questions.isEmpty())
                        .map(questions ->
                                memory.with(questions.stream().map(Part::of).toList())),
                whole);
    }

    private Went execute(EngineRun run, Memory memory) throws InterruptedException {
        Went went = gathering.gather(Stage.EXECUTE, run, memory);
        if (went instanceof Went.On(Memory after) && after.answered().isEmpty()) {
            run.remember(
                    after.with(after.parts().stream().map(Part::anew).toList()).json());
            return Went.failed("no_answer", "None of the parts of the question could be answered", true);
        }
        return went;
    }

    /**
     * Asks the model for what a stage needs.
     *
     * @param reader empty when the answer is of no use
     * @param without how the run goes on without an answer; null when it cannot
     */
    private Went asked(
            Stage stage,
            EngineRun run,
            Memory memory,
            Function<Told.Answered, Optional<Memory>> reader,
            @Nullable Memory without)
            throws InterruptedException {
        String prompt = prompt(stage, run, memory);
        String reason = "";
        boolean worthRepeating = true;
        for (int tried = 0; tried < TRIES && worthRepeating; tried++) {
            switch (talk.ask(prompt, "web", SpaceTalk.newThread())) {
                case Told.Busy busy -> {
                    return Went.busy(busy.after());
                }
                case Told.Closed closed -> {
                    return Went.closed(closed);
                }
                case Told.Unanswered none -> {
                    reason = none.reason();
                    worthRepeating = none.worthRepeating();
                }
                case Told.Answered answer -> {
                    Optional<Memory> after = reader.apply(answer);
                    if (after.isPresent()) {
                        return new Went.On(after.get());
                    }
                    reason = "the answer cannot be used";
                }
            }
        }
        if (without == null) {
            return Went.failed("no_report", "The report could not be written: " + reason, worthRepeating);
        }
        run.log("Done without the model: %s (%s)".formatted(stage.wire(), reason));
        return new Went.On(without);
    }

    private String prompt(Stage stage, EngineRun run, Memory memory) {
        List<Part> parts = stage == Stage.CLASSIFY ? memory.parts() : memory.answered();
        var bibliography = new Bibliography();
        List<String> answers = new ArrayList<>();
        for (Part part : parts) {
            Written answer = part.answer();
            answers.add(answer == null ? "" : bibliography.shelved(answer.text(), answer.citations()));
        }
        return prompts.of(stage, run.order(), parts.stream().map(Part::question).toList(), answers);
    }

    private static List<String> questions(String text, int most) {
        return Findings.wantsAction(text) ? List.of() : ModelJson.list(text, most, LONGEST_QUESTION);
    }

    /** With what is missing as parts of their own; none that was asked already. */
    private static List<Part> withGaps(Memory memory, String text) {
        List<Part> parts = new ArrayList<>(memory.parts());
        questions(text, MOST_GAPS).stream()
                .filter(question -> memory.parts().stream()
                        .noneMatch(part -> part.question().equalsIgnoreCase(question)))
                .map(Part::of)
                .forEach(parts::add);
        return parts;
    }

    /** Each part where it is to be looked for; on the web when nothing is said that we know. */
    private static List<Part> classified(List<Part> parts, String text) {
        Map<Integer, String> where = new HashMap<>();
        for (JsonNode each : ModelJson.array(text)) {
            where.put(each.path("number").asInt(), each.path("source").asText());
        }
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            String source = where.getOrDefault(all.size() + 1, "web");
            all.add(part.from(SOURCES.contains(source) ? source : "web"));
        }
        return all;
    }
}
