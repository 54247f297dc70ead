package dev.relaydesk.research.engine.async;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.EngineStep;
import dev.relaydesk.research.engine.Order;
import dev.relaydesk.research.engine.remote.Assignment;
import dev.relaydesk.research.engine.remote.LostSubmit;
import dev.relaydesk.research.engine.remote.PerplexityClient;
import dev.relaydesk.research.engine.remote.PerplexityConfig;
import dev.relaydesk.research.engine.remote.RemoteAnswer;
import dev.relaydesk.research.engine.remote.RemoteContract;
import dev.relaydesk.research.engine.remote.RemoteJson;
import dev.relaydesk.research.engine.remote.RemoteState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code /async/chat/completions}, in two forms: {@code wrapped}, as Perplexity served it, with a key against double submits
 * and a list; and {@code bare}, as some servers have it, with neither. Nothing can be cancelled.
 */
final class AsyncContract implements RemoteContract {

    private static final String COMPLETIONS = "/async/chat/completions";
    private static final String JOBS = "/async/jobs";

    private final PerplexityClient server;
    private final boolean bare;
    private final String model;

    AsyncContract(PerplexityClient server, PerplexityConfig config) {
        this.server = server;
        bare = config.asyncForm().equals("bare");
        model = config.asyncModel();
    }

    @Override
    public Optional<EngineStep.Failed> objection(EngineRun run) {
        return run.spentUsd().compareTo(run.order().maxCostUsd()) < 0
                ? Optional.empty()
                : Optional.of(new EngineStep.Failed("budget", "There is no money left", false));
    }

    @Override
    public RemoteAnswer submit(EngineRun run) {
        ObjectNode request = request(run.order());
        return server.post(COMPLETIONS, bare ? request : wrapped(request, run.id()));
    }

    @Override
    public String id(JsonNode body) {
        return RemoteJson.id(body.path(bare ? "job_id" : "id"));
    }

    @Override
    public LostSubmit settle(EngineRun run, Instant since) {
        return bare ? new LostSubmit.Unknown() : new JobList(server).find(run.id(), since);
    }

    @Override
    public RemoteAnswer look(String remoteId) {
        return server.get((bare ? JOBS : COMPLETIONS) + "/" + PerplexityClient.encoded(remoteId));
    }

    @Override
    public RemoteState state(Order order, JsonNode body) {
        return AsyncJob.state(order, body);
    }

    @Override
    public void cancel(String remoteId) {
        // The contract has no such call: the run ends by itself, unheard.
    }

    private ObjectNode request(Order order) {
        ObjectNode request = RemoteJson.object().put("model", model);
        request.putArray("messages").addObject().put("role", "user").put("content", Assignment.text(order));
        List<String> domains = Assignment.domainFilter(order);
        if (!domains.isEmpty()) {
            var filter = request.putArray("search_domain_filter");
            domains.forEach(filter::add);
        }
        order.recency().ifPresent(recency -> request.put("search_recency_filter", recency));
        return request;
    }

    private static ObjectNode wrapped(ObjectNode request, String key) {
        ObjectNode body = RemoteJson.object();
        body.set("request", request);
        return body.put("idempotency_key", key);
    }
}
