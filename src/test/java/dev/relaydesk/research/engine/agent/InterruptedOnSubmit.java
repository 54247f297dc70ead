package dev.relaydesk.research.engine.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.remote.LostSubmit;
import dev.relaydesk.research.engine.remote.RemoteAnswer;
import dev.relaydesk.research.engine.remote.RemoteContract;
import dev.relaydesk.research.engine.remote.RemoteState;
import java.time.Instant;
import java.util.Optional;

/** The job is stopped just when the answer to its submit has arrived. */
record InterruptedOnSubmit(RemoteContract contract) implements RemoteContract {

    @Override
    public RemoteAnswer submit(EngineRun run) {
        RemoteAnswer answer = contract.submit(run);
        Thread.currentThread().interrupt();
        return answer;
    }

    @Override
    public Optional<EngineStep.Failed> objection(EngineRun run) {
        return contract.objection(run);
    }

    @Override
    public String id(JsonNode body) {
        return contract.id(body);
    }

    @Override
    public LostSubmit settle(EngineRun run, Instant since) {
        return contract.settle(run, since);
    }

    @Override
    public RemoteAnswer look(String remoteId) {
        return contract.look(remoteId);
    }

    @Override
    public RemoteState state(Order order, JsonNode body) {
        return contract.state(order, body);
    }

    @Override
    public void cancel(String remoteId) {
        contract.cancel(remoteId);
    }
}
