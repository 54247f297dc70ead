package dev.relaydesk.research.engine.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.remote.Assignment;
import dev.relaydesk.research.engine.remote.LostSubmit;
import dev.relaydesk.research.engine.remote.PerplexityClient;
import dev.relaydesk.research.engine.remote.RemoteAnswer;
import dev.relaydesk.research.engine.remote.RemoteContract;
import dev.relaydesk.research.engine.remote.RemoteJson;
import dev.relaydesk.research.engine.remote.RemoteState;
import java.time.Instant;
import java.util.Optional;

/** {@code /v1/responses}: no idempotency key, no list, and unknown fields are refused. */
final class AgentContract implements RemoteContract {

    private static final String RESPONSES = "/v1/responses";

    private final PerplexityClient perplexity;
    private final Preset preset;

    AgentContract(PerplexityClient perplexity, String preset) {
        this.perplexity = perplexity;
        this.preset = Preset.of(preset);
    }

    @Override
    public Optional<EngineStep.Failed> objection(EngineRun run) {
        return affordable(run).isPresent()
                ? Optional.empty()
                : Optional.of(new EngineStep.Failed("budget", "The money left does not suffice for any run", false));
    }

    /** Where to look and how far back stands in the text: a list of tools would replace the preset's own. */
    @Override
    public RemoteAnswer submit(EngineRun run) {
        return perplexity.post(
                RESPONSES,
                RemoteJson.object()
                        .put("input", Assignment.text(run.order()) + Assignment.limits(run.order()))
                        .put("preset", affordable(run).orElseThrow().word())
                        .put("background", true)
                        .put("store", true));
    }

    @Override
    public String id(JsonNode body) {
        return RemoteJson.id(body.path("id"));
    }

    @Override
    public LostSubmit settle(EngineRun run, Instant since) {
        return new LostSubmit.Unknown();
    }

    @Override
    public RemoteAnswer look(String remoteId) {
        return perplexity.get(RESPONSES + "/" + PerplexityClient.encoded(remoteId));
    }

    @Override
    public RemoteState state(Order order, JsonNode body) {
        return AgentResponse.state(order, body);
    }

    /** A run that is over refuses to be cancelled, so it is looked at first. */
    @Override
    public void cancel(String remoteId) {
        if (look(remoteId) instanceof RemoteAnswer.Said said && said.isGood() && AgentResponse.isOpen(said.body())) {
            perplexity.post(RESPONSES + "/" + PerplexityClient.encoded(remoteId) + "/cancel", null);
        }
    }

    private Optional<Preset> affordable(EngineRun run) {
        return preset.within(run.order().maxCostUsd().subtract(run.spentUsd()));
    }
}
