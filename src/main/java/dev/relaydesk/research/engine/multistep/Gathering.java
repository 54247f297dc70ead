package dev.relaydesk.research.engine.multistep;

import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.space.Findings;
import dev.relaydesk.research.engine.space.SpaceTalk;
import dev.relaydesk.research.engine.space.Told;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Asks for all open parts at once and writes down each answer as it comes; the run itself is used by one thread only. */
@Singleton
class Gathering {

    private final SpaceTalk talk;
    private final StagePrompts prompts;

    Gathering(SpaceTalk talk, StagePrompts prompts) {
        this.talk = talk;
        this.prompts = prompts;
    }

    private record Heard(int number, Told told) {}

    /** Ends when no part is open, or when the Space can take no more questions for now. */
    Went gather(Stage stage, EngineRun run, Memory known) throws InterruptedException {
        Memory memory = known;
        Optional<Went> out = Optional.empty();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var asking = new ExecutorCompletionService<Heard>(threads);
            int waiting = 0;
            for (int number : open(memory)) {
                ask(asking, stage, run, memory, number);
                waiting++;
            }
            while (waiting > 0) {
                Heard heard = next(asking);
                waiting--;
                switch (heard.told()) {
                    case Told.Answered answer
                    when !Findings.wantsAction(answer.text()) -> {
                        memory = memory.with(heard.number(), part -> part.answered(Written.of(answer)));
                        run.remember(memory.json());
                        run.log("Answered: "
                                + memory.parts().get(heard.number()).question());
                    }
                    case Told.Answered _ -> memory = failed(run, memory, heard, "it asked for an action", true);
                    case Told.Unanswered none ->
                        memory = failed(run, memory, heard, none.reason(), none.worthRepeating());
                    case Told.Busy busy -> out = Optional.of(out.orElseGet(() -> Went.busy(busy.after())));
                    case Told.Closed closed -> out = Optional.of(Went.closed(closed));
                }
                if (isFailure(heard.told())
                        && memory.parts().get(heard.number()).open()
                        && out.isEmpty()) {
                    ask(asking, stage, run, memory, heard.number());
                    waiting++;
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return out.orElse(new Went.On(memory));
    }

    private void ask(CompletionService<Heard> asking, Stage stage, EngineRun run, Memory memory, int number) {
        Part part = memory.parts().get(number);
        String prompt = prompts.of(stage, run.order(), List.of(part.question()), List.of());
        asking.submit(() -> new Heard(number, talk.ask(prompt, part.source(), SpaceTalk.newThread())));
    }

    private static Memory failed(EngineRun run, Memory memory, Heard heard, String reason, boolean worthRepeating) {
        Memory after = memory.with(heard.number(), part -> part.failed(worthRepeating));
        run.remember(after.json());
        Part part = after.parts().get(heard.number());
        run.log("%s: %s (%s)".formatted(part.open() ? "Asked again" : "Left out", part.question(), reason));
        return after;
    }

    private static boolean isFailure(Told told) {
        return switch (told) {
            case Told.Answered _, Told.Unanswered _ -> true;
            case Told.Busy _, Told.Closed _ -> false;
        };
    }

    private static List<Integer> open(Memory memory) {
        return IntStream.range(0, memory.parts().size())
                .filter(number -> memory.parts().get(number).open())
                .boxed()
                .toList();
    }

    private static Heard next(CompletionService<Heard> asking) throws InterruptedException {
        try {
            return asking.take().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
