package dev.relaydesk.ticket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.platform.settings.StartRefused;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of settings before the first ticket. */
class GatewaysTest {

    @Test
    void with_nothing_set_tickets_live_here_alone() {
        GatewayConfig config = config(Map.of());

        assertThat(Gateways.faults(config)).isEmpty();
        assertThat(Gateways.open(config, Clock.systemUTC())).isEmpty();
    }

    @Test
    void everything_that_is_missing_is_named_at_once() {
        assertThat(Gateways.faults(config(Map.of("gateway", "redmine", "url", "redmine.example.com", "field", "ref"))))
                .containsExactlyInAnyOrder(
                        "RELAYDESK_TICKET_PROJECT is missing, the gateway redmine needs it",
                        "RELAYDESK_TICKET_TOKEN is missing, the gateway redmine needs it",
                        "RELAYDESK_TICKET_URL must be an http or https URL without a query, not 'redmine.example.com'",
                        "RELAYDESK_TICKET_FIELD must be the number of Redmine's custom field");
        assertThat(Gateways.faults(config(Map.of("gateway", "zammad")))).hasSize(5);
        assertThat(Gateways.faults(config(Map.of("gateway", "zendesk", "project", "support"))))
                .hasSize(4);
        assertThat(Gateways.faults(config(Map.of("gateway", "webhook")))).hasSize(2);
    }

    @Test
    void a_word_that_means_nothing_is_a_fault() {
        assertThat(Gateways.faults(config(Map.of("gateway", "jira"))))
                .singleElement()
                .asString()
                .contains("jira");
        assertThat(Gateways.faults(config(Map.of("status-names", "Done = solved, Parked = asleep"))))
                .singleElement()
                .asString()
                .endsWith("Parked = asleep");
    }

    @Test
    void wrong_settings_stop_the_start() {
        GatewayConfig config = config(Map.of("gateway", "webhook"));

        assertThatThrownBy(() -> Gateways.open(config, Clock.systemUTC()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("RELAYDESK_TICKET_SECRET")
                .hasMessageContaining("RELAYDESK_TICKET_URL");
    }

    private static GatewayConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((name, value) -> all.put("relaydesk.ticket." + name, value));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class);
    }
}
