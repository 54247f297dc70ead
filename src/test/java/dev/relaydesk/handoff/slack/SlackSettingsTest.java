package dev.relaydesk.handoff.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.app_backend.SlackSignature.Generator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlackSettingsTest {

    @Test
    void with_nothing_set_slack_is_not_configured() {
        assertThat(SlackSettings.configured(SlackTestSettings.NONE)).isEmpty();
    }

    @Test
    void half_of_the_settings_stop_the_start_with_every_fault_named() {
        var half = new SlackTestSettings(
                Optional.of("xoxb-1"),
                Optional.of(" "),
                Optional.empty(),
                Optional.of("#support"),
                Optional.of(List.of("sales=C1", "support")));

        assertThatThrownBy(() -> SlackSettings.configured(half))
                .hasMessageContaining("RELAYDESK_SLACK_SIGNING_SECRET is missing")
                .hasMessageContaining("RELAYDESK_SLACK_CHANNEL must be a channel's id")
                .hasMessageContaining("RELAYDESK_SLACK_CHANNELS must be a list")
                .hasMessageNotContaining("xoxb-1");
    }

    @Test
    void a_channel_alone_is_half_of_the_settings() {
        var alone = new SlackTestSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("C1"), Optional.empty());

        assertThatThrownBy(() -> SlackSettings.configured(alone))
                .hasMessageContaining("BOT_TOKEN is missing")
                .hasMessageContaining("SIGNING_SECRET is missing");
    }

    @Test
    void departments_have_channels_and_both_secrets_are_accepted() {
        var account = SlackSettings.configured(new SlackTestSettings(
                        Optional.of("xoxb-1"),
                        Optional.of("new"),
                        Optional.of("old"),
                        Optional.of("C0ALL"),
                        Optional.of(List.of("sales=C1", "returns = G2"))))
                .orElseThrow();

        assertThat(account.channelOf("sales")).hasValue("C1");
        assertThat(account.channelOf("returns")).hasValue("G2");
        assertThat(account.channelOf("unheard-of")).hasValue("C0ALL");
        assertThat(account.channelOf(null)).hasValue("C0ALL");
        for (String secret : List.of("new", "old")) {
            assertThat(account.signed("{}".getBytes(UTF_8), "1", new Generator(secret).generate("1", "{}")))
                    .isTrue();
        }
        assertThat(account.isOurs("A1", "T1", "G2")).isTrue();
        assertThat(account.isOurs("A2", "T1", "G2")).isFalse();
        assertThat(account.isOurs("A1", "T2", "G2")).isFalse();
        assertThat(account.isOurs("A1", "T1", "C9")).isFalse();
        assertThat(account.toString()).doesNotContain("xoxb", "new", "old");
    }
}
