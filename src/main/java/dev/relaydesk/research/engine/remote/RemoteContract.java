package dev.relaydesk.research.engine.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Order;
import java.time.Instant;
import java.util.Optional;

/** The words in which one API says what all of them have: submit, look, stop. */
public interface RemoteContract {

    /** Why the order is not submitted at all. */
    Optional<EngineStep.Failed> objection(EngineRun run);

    RemoteAnswer submit(EngineRun run);

    /** The id in an answer to a submit; empty when there is none. */
    String id(JsonNode body);

    /** What became of the submit that was begun then. */
    LostSubmit settle(EngineRun run, Instant since);

    RemoteAnswer look(String remoteId);

    /** What the answer to a look means. */
    RemoteState state(Order order, JsonNode body);

    /** Asks for the end of a run, if that can be asked for. */
    void cancel(String remoteId);
}
