package dev.relaydesk.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {

    private static final String PAGE = """
            | `RELAYDESK_API_TOKEN` | all scopes |
            | `RELAYDESK_MAIL_*` | as Quarkus has them |
            """;

    @Test
    void a_misspelt_variable_is_named() {
        assertThat(unknown("RELAYDESK_API_TOKN", "PATH", "RELAYDESK_API_TOKEN")).containsExactly("RELAYDESK_API_TOKN");
    }

    @Test
    void files_and_families_of_settings_are_known() {
        assertThat(unknown("RELAYDESK_API_TOKEN_FILE", "RELAYDESK_MAIL_HOST")).isEmpty();
    }

    private static Iterable<String> unknown(String first, String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(first, "x"));
        for (String name : more) {
            environment.put(name, "x");
        }
        return UnknownSettings.unknown(environment, PAGE);
    }
}
