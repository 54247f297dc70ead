package dev.relaydesk.research.engine.remote;

import dev.relaydesk.research.engine.EngineStep.Failed;
import dev.relaydesk.research.engine.remote.RemoteAnswer.Said;

/** Words for answers that stay as they are however often one asks. */
final class Refusals {

    private Refusals() {}

    static Failed failed(Said said) {
        if (said.isRetired()) {
            return new Failed("retired", "Perplexity does not serve this API any more", false);
        }
        if (said.isOutOfQuota()) {
            return new Failed("quota", "The account with Perplexity is used up", false);
        }
        String type = said.type().isEmpty() ? "" : ", " + said.type();
        return switch (said.status()) {
            case 401 -> new Failed("unauthorized", "Perplexity does not accept the API key", false);
            case 403 -> new Failed("forbidden", "Perplexity does not allow it (403" + type + ")", false);
            default -> new Failed("rejected", "Perplexity refused it (" + said.status() + type + ")", false);
        };
    }
}
