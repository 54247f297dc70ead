package dev.relaydesk.research.engine.space;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.relaydesk.platform.prompt.PromptTemplates;
import dev.relaydesk.research.engine.Engine;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.Report;
import dev.relaydesk.space.AnswerListener;
import io.quarkus.qute.Template;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The Space researches by itself: one long question. There is no way to learn what became of a question whose answer
 * was lost, so after a crash it is asked again, but not for ever: each time takes one of the account's research queries.
 */
@ApplicationScoped
class SpaceEngine implements Engine {

    private static final int MOST_ASKED = 3;

    private final SpaceTalk talk;
    private final Template prompt;

    SpaceEngine(SpaceTalk talk, @ConfigProperty(name = "relaydesk.action.prompts-dir") Optional<Path> prompts) {
        this.talk = talk;
        Order sample = new Order(
                "Which lamps are safe outdoors?", false, BigDecimal.ONE, List.of("a.example"), Optional.of("day"));
        prompt = new PromptTemplates(prompts).checked("research-deep", Wishes.of(sample));
    }

    /** A prompt that cannot be filled in is told at the start. */
    void start(@Observes StartupEvent start) {}

    @Override
    public String name() {
        return "space";
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public EngineStep step(EngineRun run) throws InterruptedException {
        int asked = asked(run);
        if (asked >= MOST_ASKED) {
            return new EngineStep.Failed("no_answer", "The Space was asked %d times in vain".formatted(asked), false);
        }
        if (asked > 0) {
            run.log("The Space is asked again: the answer before was lost");
        }
        remember(run, asked + 1);
        run.progress("research", 20, "The Space researches");
        return switch (talk.research(prompt.render(Wishes.of(run.order())).strip(), SpaceTalk.newThread(), told(run))) {
            case Told.Answered answer -> found(run.order(), answer);
            case Told.Busy busy -> {
                remember(run, asked);
                yield new EngineStep.Again(busy.after());
            }
            case Told.Closed closed -> new EngineStep.Failed("session_refused", closed.reason(), false);
            case Told.Unanswered none -> new EngineStep.Failed("no_answer", none.reason(), none.worthRepeating());
        };
    }

    private static AnswerListener told(EngineRun run) {
        var first = new boolean[] {true};
        return _ -> {
            if (first[0]) {
                first[0] = false;
                run.progress("write", 70, "The Space writes its report");
            }
        };
    }

    private static EngineStep found(Order order, Told.Answered answer) {
        var bibliography = new Bibliography();
        return Findings.read(answer.text())
                .map(findings -> findings.each(text -> bibliography.cited(text, answer.citations())))
                .<EngineStep>map(findings -> new EngineStep.Found(new Report(
                        order.question(),
                        findings.directAnswer(),
                        findings.keyFindings(),
                        findings.supportingDetails(),
                        findings.followUps(),
                        bibliography.sources())))
                .orElseGet(() -> new EngineStep.Failed("unreadable", "The Space answered, but not the question", true));
    }

    private int asked(EngineRun run) {
        return run.memory()
                .filter(memory -> memory.path("engine").asText().equals(name()))
                .map(memory -> memory.path("asked").asInt())
                .orElse(0);
    }

    private void remember(EngineRun run, int asked) {
        run.remember(JsonNodeFactory.instance.objectNode().put("engine", name()).put("asked", asked));
    }
}
