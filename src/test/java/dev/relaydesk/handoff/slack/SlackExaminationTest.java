package dev.relaydesk.handoff.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.handoff.slack.simulator.SlackSimulator;
import dev.relaydesk.testing.Canned;
import dev.relaydesk.testing.Findings;
import dev.relaydesk.testing.Mapped;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor says about the Slack app. */
class SlackExaminationTest {

    private static final String TEAM = "{\"ok\":true,\"team_id\":\"T1\"}";

    private SlackSimulator slack;

    @BeforeEach
    void start() {
        slack = SlackSimulator.start(() -> URI.create("http://127.0.0.1:1/"), List::of, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void a_good_app_in_its_channel_is_fine_and_nothing_is_posted() {
        assertThat(examined(Map.of()))
                .containsExactly(
                        "OK the token is good",
                        "OK the token has its scopes",
                        "OK the channel " + SlackSimulator.CHANNEL + " can be used",
                        "NOT_CHECKED signing secret and events");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void a_wrong_token_is_a_failure() {
        assertThat(examined(Map.of("bot-token", "xoxb-wrong")))
                .containsExactly("FAILED Slack refuses the token (invalid_auth)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "internal_error", "http-503"})
    void an_outage_of_slack_is_a_warning(String trouble) {
        slack.play(trouble);

        assertThat(examined(Map.of()))
                .singleElement()
                .asString()
                .startsWith("WARNING Slack does not answer well at the moment (");
    }

    @Test
    void each_scope_that_is_missing_is_named() {
        slack.grant("chat:write,users:read,users:read.email");
        assertThat(examined(Map.of()))
                .contains(
                        "FAILED the token lacks reactions:write, channels:history (groups:history for a private channel)");

        slack.grant("");
        assertThat(examined(Map.of())).contains("NOT_CHECKED the token's scopes");
    }

    @Test
    void another_workspace_is_a_failure() {
        assertThat(examined(Map.of("team-id", "T0OTHER")))
                .contains("FAILED the token is of another workspace than RELAYDESK_SLACK_TEAM_ID");
    }

    @Test
    void each_channel_is_tried() {
        assertThat(examined(Map.of("channels", "sales=C0SALES")))
                .contains(
                        "OK the channel " + SlackSimulator.CHANNEL + " can be used",
                        "FAILED Slack does not know the channel C0SALES");
    }

    @ParameterizedTest
    @CsvSource({
        "not_in_channel, FAILED the app is not in the channel C1",
        "missing_scope, FAILED the token may not read the channel C1",
        "fatal_error, NOT_CHECKED the channel C1"
    })
    void each_refusal_of_a_channel_is_told_apart(String word, String finding) {
        try (var other = new Canned()
                .says("/auth.test", 200, Map.of("X-OAuth-Scopes", "chat:write"), TEAM)
                .says("/conversations.history", 200, "{\"ok\":false,\"error\":\"" + word + "\"}")) {
            assertThat(examined(Map.of("api-url", other.url().toString(), "channel", "C1")))
                    .contains(finding);
        }
    }

    @Test
    void where_nobody_listens_is_a_failure_and_half_of_the_settings_too() {
        assertThat(examined(Map.of("api-url", "http://127.0.0.1:1")))
                .singleElement()
                .asString()
                .startsWith("FAILED Slack cannot be reached (");
        assertThat(examined(Map.of("signing-secret", "")))
                .containsExactly("FAILED RELAYDESK_SLACK_SIGNING_SECRET is missing");
        assertThat(Findings.of(SlackExamination.of(
                        Mapped.of(SlackConfig.class, "relaydesk.slack.", Map.of()), Clock.systemUTC())))
                .containsExactly("NOT_CHECKED Slack is not set up");
    }

    private List<String> examined(Map<String, String> otherwise) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "api-url", slack.apiUrl().toString(),
                "bot-token", slack.botToken(),
                "signing-secret", slack.signingSecret(),
                "channel", SlackSimulator.CHANNEL));
        settings.putAll(otherwise);
        return Findings.of(
                SlackExamination.of(Mapped.of(SlackConfig.class, "relaydesk.slack.", settings), Clock.systemUTC()));
    }
}
