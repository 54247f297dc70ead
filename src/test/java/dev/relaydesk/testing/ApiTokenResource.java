package dev.relaydesk.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test an API token. */
public class ApiTokenResource implements QuarkusTestResourceLifecycleManager {

    public static final String TOKEN = "a-token-for-tests-only";

    @Override
    public Map<String, String> start() {
        return Map.of("relaydesk.api-token", TOKEN);
    }

    @Override
    public void stop() {}
}
