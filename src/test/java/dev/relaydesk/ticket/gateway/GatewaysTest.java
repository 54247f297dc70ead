package dev.relaydesk.ticket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.platform.settings.StartRefused;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of settings before the first ticket. */
class GatewaysTest {

    @Test
    void for_real_customers_tickets_live_here_alone_until_a_system_is_set() {
        assertThat(faults(Map.of())).isEmpty();
        assertThat(Gateways.open(Gateways.INTERNAL, config(Map.of()), Clock.systemUTC()))
                .isEmpty();
    }

    @Test
    void a_desk_is_played_for_played_customers_alone() {
        assertThat(Gateways.chosen(Optional.empty(), true)).isEqualTo(Gateways.SIMULATOR);
        assertThat(Gateways.chosen(Optional.of(" "), true)).isEqualTo(Gateways.SIMULATOR);
        assertThat(Gateways.chosen(Optional.empty(), false)).isEqualTo(Gateways.INTERNAL);
        assertThat(Gateways.chosen(Optional.of("internal"), true)).isEqualTo(Gateways.INTERNAL);
        assertThat(Gateways.chosen(Optional.of("redmine"), true)).isEqualTo("redmine");
    }

    @Test
    void an_address_without_the_kind_of_system_is_a_fault() {
        assertThat(faults(Map.of("url", "https://redmine.example.com", "token", "t")))
                .singleElement()
                .asString()
                .startsWith("RELAYDESK_TICKET_GATEWAY is missing");
    }

    @Test
    void everything_that_is_missing_is_named_at_once() {
        assertThat(faults(Map.of("gateway", "redmine", "url", "redmine.example.com", "field", "ref")))
                .containsExactlyInAnyOrder(
                        "RELAYDESK_TICKET_PROJECT is missing, the gateway redmine needs it",
                        "RELAYDESK_TICKET_TOKEN is missing, the gateway redmine needs it",
                        "RELAYDESK_TICKET_URL must be an http or https URL without a query, not 'redmine.example.com'",
                        "RELAYDESK_TICKET_FIELD must be the number of Redmine's custom field");
        assertThat(faults(Map.of("gateway", "zammad"))).hasSize(5);
        assertThat(faults(Map.of("gateway", "zendesk", "project", "support"))).hasSize(4);
        assertThat(faults(Map.of("gateway", "webhook"))).hasSize(2);
    }

    @Test
    void a_word_that_means_nothing_is_a_fault() {
        assertThat(faults(Map.of("gateway", "jira"))).singleElement().asString().contains("jira");
        assertThat(faults(Map.of("status-names", "Done = solved, Parked = asleep")))
                .singleElement()
                .asString()
                .endsWith("Parked = asleep");
    }

    @Test
    void wrong_settings_stop_the_start() {
        GatewayConfig config = config(Map.of("gateway", "webhook"));

        assertThatThrownBy(() -> Gateways.open("webhook", config, Clock.systemUTC()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("RELAYDESK_TICKET_SECRET")
                .hasMessageContaining("RELAYDESK_TICKET_URL");
    }

    private static List<String> faults(Map<String, String> settings) {
        GatewayConfig config = config(settings);
        return Gateways.faults(Gateways.chosen(config.gateway(), false), config);
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
