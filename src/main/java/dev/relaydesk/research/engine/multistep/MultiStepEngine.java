package dev.relaydesk.research.engine.multistep;

import dev.relaydesk.research.engine.Engine;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Goes through the stages; after each it is written down how far it is. */
@ApplicationScoped
class MultiStepEngine implements Engine {

    private final Stages stages;

    MultiStepEngine(Stages stages) {
        this.stages = stages;
    }

    @Override
    public String name() {
        return Memory.ENGINE;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public EngineStep step(EngineRun run) throws InterruptedException {
        Memory memory = Memory.of(run);
        boolean verbose = run.order().verbose();
        for (Optional<Stage> next = memory.next(verbose); next.isPresent(); next = memory.next(verbose)) {
            Stage stage = next.get();
            run.progress(stage.wire(), stage.percentage(), stage.text());
            switch (stages.go(stage, run, memory)) {
                case Went.Out(EngineStep step) -> {
                    return step;
                }
                case Went.On(Memory after) -> {
                    memory = after.done(stage);
                    run.remember(memory.json());
                }
            }
        }
        return new EngineStep.Found(Binding.report(run.order(), memory));
    }
}
