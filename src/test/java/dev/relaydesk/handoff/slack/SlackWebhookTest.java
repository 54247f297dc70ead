package dev.relaydesk.handoff.slack;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature.Generator;
import dev.relaydesk.handoff.slack.simulator.SlackSimulator;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes to the two addresses, signed by Slack's own library. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class SlackWebhookTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ROOT = "1790000000.000100";
    private static final String EVENTS = "/webhooks/slack/events";
    private static final String INTERACTIONS = "/webhooks/slack/interactions";

    @Inject
    SlackApp app;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URI service;

    @BeforeEach
    void one_request_stands_in_the_channel() {
        jdbi.useTransaction(handle -> {
            handle.execute("DELETE FROM handoff_event WHERE channel = 'slack'");
            handle.execute("""
                    SET LOCAL session_replication_role = replica;
                    DELETE FROM handoff_notice WHERE channel = 'slack';
                    INSERT INTO handoff_notice (id, handoff_id, kind, channel, recipient, state, provider_id, place)
                    VALUES (gen_random_uuid(), gen_random_uuid(), 'request', 'slack', '%1$s', 'sent', '%2$s', '%1$s')
                    """.formatted(SlackSimulator.CHANNEL, ROOT));
        });
    }

    @Test
    void a_press_is_stored_once_however_often_it_is_replayed() {
        String form = press(UUID.randomUUID().toString(), "handoff.take", "x");
        String now = now();

        for (int i = 0; i < 3; i++) {
            assertThat(post(INTERACTIONS, FORM, form, now, sign(now, form))).isEqualTo(200);
        }

        assertThat(stored()).containsExactly("press U0ADA " + ROOT + " take");
    }

    @Test
    void a_press_on_a_card_as_large_as_slack_sends_it_back_is_read() {
        assertThat(post(
                        INTERACTIONS,
                        FORM,
                        press(UUID.randomUUID().toString(), "handoff.hand_back", "é&".repeat(40_000))))
                .isEqualTo(200);

        assertThat(stored()).containsExactly("press U0ADA " + ROOT + " hand_back");
    }

    @Test
    void a_message_in_the_thread_is_stored_once_however_often_and_as_whatever_it_comes() {
        String text = "Hi &amp; <https://a.example|see>";
        assertThat(post(EVENTS, message("message", "1790000009.000001", text, "")))
                .isEqualTo(200);
        assertThat(post(EVENTS, message("message", "1790000009.000001", text, "")))
                .isEqualTo(200);
        assertThat(post(EVENTS, message("app_mention", "1790000009.000001", text, "")))
                .isEqualTo(200);

        assertThat(stored()).containsExactly("text U0ADA " + ROOT + " Hi & see (https://a.example)");
    }

    @Test
    void what_begins_with_the_sign_is_stored_as_a_note_without_it() {
        assertThat(post(EVENTS, message("message", "1790000009.000001", "!  only for us", "")))
                .isEqualTo(200);

        assertThat(stored()).containsExactly("note U0ADA " + ROOT + " only for us");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"bot_id\":\"B1\"",
                ",\"subtype\":\"bot_message\"",
                ",\"subtype\":\"message_changed\"",
                ",\"subtype\":\"message_deleted\"",
                ",\"subtype\":\"channel_join\"",
                ",\"user\":\"U0RELAYDESK\"",
                ",\"thread_ts\":\"1790000009.000001\"",
                ",\"thread_ts\":\"1780000000.000001\"",
                ",\"thread_ts\":null",
                ",\"channel\":\"C0OTHER\"",
                ",\"user_team\":\"T0OTHER\"",
                ",\"text\":\"! \"",
                ",\"text\":\"  \""
            })
    void nobody_else_and_nothing_else_speaks_to_the_customer(String difference) {
        assertThat(post(EVENTS, message("message", "1790000009.000001", "Hello", difference)))
                .isEqualTo(200);

        assertThat(stored()).isEmpty();
    }

    @Test
    void a_wrong_a_missing_and_an_old_signature_are_refused() {
        String form = press(UUID.randomUUID().toString(), "handoff.take", "x");
        String now = now();
        String old = String.valueOf(clock.instant().getEpochSecond() - 301);
        String future = String.valueOf(clock.instant().getEpochSecond() + 310);

        assertThat(post(INTERACTIONS, FORM, form, now, new Generator("other").generate(now, form)))
                .isEqualTo(401);
        assertThat(post(INTERACTIONS, FORM, form, now, "")).isEqualTo(401);
        assertThat(post(INTERACTIONS, FORM, form, "", sign(now, form))).isEqualTo(401);
        assertThat(post(INTERACTIONS, FORM, form, old, sign(old, form))).isEqualTo(401);
        assertThat(post(INTERACTIONS, FORM, form, future, sign(future, form))).isEqualTo(401);
        assertThat(post(EVENTS, "application/json", "{}", now, sign(now, "{ }")))
                .isEqualTo(401);
        assertThat(stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payload=",
                "payload=%",
                "payload=%7B",
                "payload=[]",
                "{}",
                "{",
                "null",
                "[]",
                "\u0000",
                "{\"type\":\"event_callback\",\"event\":[]}",
                "{\"type\":\"event_callback\",\"event\":{\"user\":1}}",
                "payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A7%7D"
            })
    void signed_nonsense_is_taken_and_nothing_done(String body) {
        assertThat(post(INTERACTIONS, FORM, body)).isEqualTo(200);
        assertThat(post(EVENTS, body)).isEqualTo(200);
        assertThat(stored()).isEmpty();
    }

    @Test
    void more_than_slack_ever_sends_is_too_much() {
        assertThat(post(EVENTS, "x".repeat(600 << 10))).isEqualTo(413);
    }

    /** The connection is closed on the announcement alone, so a client that goes on writing may not see the answer. */
    @Test
    void four_megabytes_are_refused_before_they_come() throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            String announced = "POST " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + (4 << 20) + "\r\n\r\n";
            socket.getOutputStream().write(announced.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void the_challenge_is_answered_only_to_slack() {
        String body = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1a\"}";
        String now = now();

        String answer =
                request(EVENTS, "application/json", body, now, sign(now, body)).asString();

        assertThat(answer).isEqualTo("3eZbrw1a");
        assertThat(post(EVENTS, "application/json", body, now, "v0=" + "0".repeat(64)))
                .isEqualTo(401);
    }

    private int post(String path, String body) {
        return post(path, "application/json", body);
    }

    private int post(String path, String contentType, String body) {
        String now = now();
        return post(path, contentType, body, now, sign(now, body));
    }

    private static int post(String path, String contentType, String body, String timestamp, String signature) {
        return request(path, contentType, body, timestamp, signature).statusCode();
    }

    private static io.restassured.response.Response request(
            String path, String contentType, String body, String timestamp, String signature) {
        var plain = RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(FORM, io.restassured.http.ContentType.TEXT));
        return given().config(plain)
                .contentType(contentType)
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    private String now() {
        return String.valueOf(clock.instant().getEpochSecond());
    }

    private String sign(String timestamp, String body) {
        return new Generator(app.simulator().orElseThrow().signingSecret()).generate(timestamp, body);
    }

    private List<String> stored() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        SELECT kind || ' ' || staff_key || ' ' || notice_ref || ' ' || value FROM handoff_event
                        WHERE channel = 'slack' ORDER BY id
                        """).mapTo(String.class).list());
    }

    private static String press(String handoff, String action, String shown) {
        String json = """
                {"type":"block_actions","api_app_id":"A0SIMULATED","team":{"id":"T0SIMULATED"},
                 "user":{"id":"U0ADA","team_id":"T0SIMULATED"},"channel":{"id":"C0SUPPORT"},
                 "message":{"ts":"%s","text":"%s"},"response_url":"https://hooks.example/secret",
                 "actions":[{"action_id":"%s","block_id":"h","value":"%s","type":"button","action_ts":"1790000001.5"}]}
                """.formatted(ROOT, shown, action, handoff);
        return "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    /** The last of two fields with one name counts. */
    private static String message(String type, String ts, String text, String difference) {
        return """
                {"type":"event_callback","team_id":"T0SIMULATED","api_app_id":"A0SIMULATED","event_id":"Ev%s",
                 "authorizations":[{"user_id":"U0RELAYDESK","is_bot":true}],
                 "event":{"type":"%s","channel":"C0SUPPORT","user":"U0ADA","text":"%s","ts":"%s","thread_ts":"%s"%s}}
                """.formatted(UUID.randomUUID(), type, text, ts, ROOT, difference);
    }
}
