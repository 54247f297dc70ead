package dev.relaydesk.research.engine.multistep;

import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.space.Told;
import java.time.Duration;

/** How a stage went. */
sealed interface Went {

    /** The run goes on with what it knows now. */
    record On(Memory memory) implements Went {}

    /** The run leaves for now, or for good. */
    record Out(EngineStep step) implements Went {}

    static Out busy(Duration after) {
        return new Out(new EngineStep.Again(after));
    }

    static Out closed(Told.Closed told) {
        return new Out(new EngineStep.Failed("session_refused", told.reason(), false));
    }

    static Out failed(String code, String message, boolean retry) {
        return new Out(new EngineStep.Failed(code, message, retry));
    }
}
