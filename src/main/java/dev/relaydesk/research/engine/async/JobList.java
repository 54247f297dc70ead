package dev.relaydesk.research.engine.async;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.remote.LostSubmit;
import dev.relaydesk.research.engine.remote.PerplexityClient;
import dev.relaydesk.research.engine.remote.RemoteAnswer;
import dev.relaydesk.research.engine.remote.RemoteJson;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks for a run in the server's list. Its entries do not tell the question, so one counts as ours only if it repeats our
 * key; but a list without any entry of that time proves that nothing arrived.
 */
final class JobList {

    private static final int MOST_PAGES = 10;
    /** The server's clock may be behind ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final PerplexityClient server;

    JobList(PerplexityClient server) {
        this.server = server;
    }

    LostSubmit find(String key, Instant since) {
        String next = "";
        boolean young = false;
        for (int page = 0; page < MOST_PAGES; page++) {
            String from = next.isEmpty() ? "" : "&next_token=" + PerplexityClient.encoded(next);
            if (!(server.get("/async/chat/completions?limit=100" + from) instanceof RemoteAnswer.Said said)) {
                return new LostSubmit.AskLater(PAUSE);
            }
            if (said.status() == 429 || said.status() >= 500) {
                return new LostSubmit.AskLater(said.pause().compareTo(PAUSE) > 0 ? said.pause() : PAUSE);
            }
            if (!said.isGood() || !said.body().path("requests").isArray()) {
                return new LostSubmit.Unknown();
            }
            for (JsonNode job : said.body().path("requests")) {
                String id = RemoteJson.id(job.path("id"));
                if (!id.isEmpty() && job.path("idempotency_key").asText("").equals(key)) {
                    return new LostSubmit.Found(id);
                }
                young |= !isOlder(job.path("created_at"), since.minus(CLOCKS_APART));
            }
            next = said.body().path("next_token").asText("");
            if (next.isEmpty() || next.equals("null")) {
                return young ? new LostSubmit.Unknown() : new LostSubmit.NotThere();
            }
        }
        return new LostSubmit.Unknown();
    }

    private static boolean isOlder(JsonNode epochSeconds, Instant than) {
        return epochSeconds.isIntegralNumber() && epochSeconds.longValue() < than.getEpochSecond();
    }
}
