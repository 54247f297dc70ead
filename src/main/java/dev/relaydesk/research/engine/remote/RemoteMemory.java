package dev.relaydesk.research.engine.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.relaydesk.research.engine.EngineRun;

/**
 * What must survive a crash beside the remote id.
 *
 * @param resubmitted a submit was already repeated without knowing what became of it
 * @param refusals submits in a row that surely did not arrive
 * @param odd answers in a row to a look that made no sense
 * @param status last known
 * @param charged what the run cost is counted
 */
record RemoteMemory(boolean resubmitted, int refusals, int odd, String status, boolean charged) {

    static RemoteMemory of(EngineRun run) {
        JsonNode kept = run.memory().orElse(MissingNode.getInstance());
        return new RemoteMemory(
                kept.path("resubmitted").asBoolean(),
                kept.path("refusals").asInt(),
                kept.path("odd").asInt(),
                kept.path("status").asText(""),
                kept.path("charged").asBoolean());
    }

    RemoteMemory withResubmitted() {
        return new RemoteMemory(true, refusals, odd, status, charged);
    }

    RemoteMemory withRefusals(int number) {
        return new RemoteMemory(resubmitted, number, odd, status, charged);
    }

    RemoteMemory withOdd(int number) {
        return new RemoteMemory(resubmitted, refusals, number, status, charged);
    }

    RemoteMemory withStatus(String word) {
        return new RemoteMemory(resubmitted, refusals, 0, word, charged);
    }

    RemoteMemory withCharged() {
        return new RemoteMemory(resubmitted, refusals, odd, status, true);
    }

    /** Writes it down if anything has changed. */
    void keep(EngineRun run) {
        if (!equals(of(run))) {
            run.remember(RemoteJson.object()
                    .put("resubmitted", resubmitted)
                    .put("refusals", refusals)
                    .put("odd", odd)
                    .put("status", status)
                    .put("charged", charged));
        }
    }
}
