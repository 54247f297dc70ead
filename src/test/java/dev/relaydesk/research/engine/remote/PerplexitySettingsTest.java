package dev.relaydesk.research.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Wrong settings stop the start, all of them named at once. */
class PerplexitySettingsTest {

    @Test
    void good_settings_are_taken() {
        var config = TestConfig.at(URI.create("https://api.example"), "key");

        assertThat(PerplexityEndpoint.faults(config, config)).isEmpty();
    }

    @Test
    void each_wrong_one_is_named() {
        var config = new TestConfig(
                Optional.empty(), URI.create("ftp://api.example"), "huge", "loose", Duration.ofSeconds(60));
        PollConfig poll = new PollConfig() {
            @Override
            public Duration initial() {
                return Duration.ofSeconds(61);
            }

            @Override
            public Duration max() {
                return Duration.ofSeconds(60);
            }
        };

        assertThat(PerplexityEndpoint.faults(config, poll))
                .hasSize(5)
                .anyMatch(each -> each.startsWith("RELAYDESK_PERPLEXITY_BASE_URL"))
                .anyMatch(each -> each.startsWith("RELAYDESK_PERPLEXITY_PRESET"))
                .anyMatch(each -> each.startsWith("RELAYDESK_PERPLEXITY_ASYNC_FORM"))
                .anyMatch(each -> each.startsWith("RELAYDESK_PERPLEXITY_CALL_TIMEOUT"))
                .anyMatch(each -> each.startsWith("RELAYDESK_RESEARCH_POLL_INITIAL"));
    }

    @Test
    void the_key_is_not_in_the_place_that_is_logged() {
        assertThat(new PerplexityEndpoint.Place("https://api.example", "pplx-secret").toString())
                .doesNotContain("secret");
    }
}
