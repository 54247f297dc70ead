package dev.relaydesk.research.engine.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** What became of one call. */
public sealed interface RemoteAnswer {

    /**
     * The other side answered.
     *
     * @param body an object; missing when it was none, or not to be read
     * @param tooLarge the body was longer than we take
     * @param pause how long we shall leave the other side alone; zero when it did not say
     */
    record Said(int status, JsonNode body, boolean tooLarge, Duration pause) implements RemoteAnswer {

        private static final Set<String> RETIRED =
                Set.of("chat_completions_not_available", "agent_api_migration_required");

        public boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** Something of it may have happened although it looks like a failure. */
        public boolean isUncertain() {
            return status >= 500 || status == 408 || isGood();
        }

        /** The contract is not served any more; neither time nor another key helps. */
        public boolean isRetired() {
            return status == 403 && RETIRED.contains(type());
        }

        /** There is no money for it. */
        public boolean isOutOfQuota() {
            return status == 402 || (status == 403 || status == 429) && type().matches(".*(quota|credit|billing).*");
        }

        /** The other side's own word for what is wrong; empty when it has none that can be shown. */
        public String type() {
            String type = body.path("error").path("type").asText("").toLowerCase(Locale.ROOT);
            return type.matches("[a-z0-9_.-]{1,60}") ? type : "";
        }
    }

    /** It surely did not arrive. */
    record Unreached(String why) implements RemoteAnswer {}

    /** It may have arrived; nobody answered. */
    record Unheard(String why) implements RemoteAnswer {}
}
