package dev.relaydesk.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SpaceSettingsTest {

    private static final TestSettings GOOD = TestSettings.at(URI.create("https://wrapper.example"));

    @Test
    void good_settings_have_no_fault() {
        assertThat(SpaceSettings.faults(GOOD, Limits.of(60))).isEmpty();
    }

    @Test
    void all_faults_are_listed_at_once() {
        var wrong = TestSettings.at(URI.create("ftp://wrapper.example"))
                .withoutAccount()
                .withMode("research")
                .withSources("web", "archive")
                .withConcurrency(-1);

        assertThat(SpaceSettings.faults(wrong, Limits.of(-5)))
                .hasSize(6)
                .anyMatch(it -> it.contains("base-url"))
                .anyMatch(it -> it.contains("account-name"))
                .anyMatch(it -> it.contains("mode"))
                .anyMatch(it -> it.contains("sources"))
                .anyMatch(it -> it.contains("space.concurrency"))
                .anyMatch(it -> it.contains("space-per-minute"));
    }

    @Test
    void a_start_with_wrong_settings_fails_and_says_why() {
        assertThatThrownBy(() ->
                        new SpaceEndpoint(GOOD.withMode("writing").withoutAccount(), Limits.of(60), Clock.systemUTC()))
                .hasMessageContaining("relaydesk.space.account-name is required")
                .hasMessageContaining("not 'writing'");
    }
}
