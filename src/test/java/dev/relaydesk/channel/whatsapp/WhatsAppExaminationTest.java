package dev.relaydesk.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.channel.whatsapp.simulator.GraphSimulator;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.testing.Canned;
import dev.relaydesk.testing.Findings;
import dev.relaydesk.testing.Mapped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says about the business number. */
class WhatsAppExaminationTest {

    private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6));

    private GraphSimulator graph;

    @BeforeEach
    void start() {
        graph = new GraphSimulator("3011", "good-token", "secret", () -> URI.create("http://127.0.0.1:1"), CLOCK);
        graph.start();
    }

    @AfterEach
    void stop() {
        graph.close();
    }

    @Test
    void a_good_token_and_its_number_are_fine_and_nobody_is_written_to() {
        Report report = examined(graph.baseUrl(), "3011", "good-token");

        assertThat(Findings.of(report))
                .containsExactly(
                        "OK the token is good and may use the number", "NOT_CHECKED app secret and verify token");
        assertThat(graph.messages()).isEmpty();
    }

    @Test
    void a_wrong_token_and_a_wrong_number_are_told_apart() {
        assertThat(Findings.of(examined(graph.baseUrl(), "3011", "bad-token")))
                .contains("FAILED Meta refuses the token (error 190)");
        assertThat(Findings.of(examined(graph.baseUrl(), "4711", "good-token")))
                .contains("FAILED the token may not use the number, or there is no such number (error 33)");
    }

    @ParameterizedTest
    @CsvSource({
        "403, 10, FAILED the token lacks a permission (error 10)",
        "403, 200, FAILED the token lacks a permission (error 200)",
        "400, 100, 'FAILED the token may not use the number, or there is no such number (error 100)'",
        "429, 4, WARNING Meta does not answer well at the moment (error 4)",
        "503, 2, WARNING Meta does not answer well at the moment (error 2)"
    })
    void each_refusal_says_what_to_do(int status, int code, String finding) {
        try (var meta = new Canned().says("/3011", status, "{\"error\":{\"code\":" + code + "}}")) {
            assertThat(Findings.of(examined(meta.url(), "3011", "t"))).contains(finding);
        }
    }

    @Test
    void where_nobody_listens_is_a_failure_and_another_number_in_the_answer_too() {
        assertThat(Findings.of(examined(URI.create("http://127.0.0.1:1"), "3011", "t")))
                .first()
                .asString()
                .startsWith("FAILED Meta cannot be reached (");
        try (var meta = new Canned().says("/3011", 200, "{\"id\":\"4711\"}")) {
            assertThat(Findings.of(examined(meta.url(), "3011", "t")))
                    .first()
                    .asString()
                    .startsWith("FAILED the token may not use the number");
        }
    }

    @Test
    void the_other_clock_is_read() {
        assertThat(examined(graph.baseUrl(), "3011", "good-token").clocks())
                .singleElement()
                .satisfies(reading -> {
                    assertThat(reading.whose()).isEqualTo("Meta");
                    assertThat(reading.ahead()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
                });
    }

    @Test
    void half_of_the_settings_is_a_failure_and_none_is_not() {
        WhatsAppConfig half = Mapped.of(WhatsAppConfig.class, "relaydesk.whatsapp.", Map.of("access-token", "t"));
        WhatsAppConfig none = Mapped.of(WhatsAppConfig.class, "relaydesk.whatsapp.", Map.of());

        assertThat(Findings.of(WhatsAppExamination.of(half, CLOCK)))
                .singleElement()
                .asString()
                .startsWith("FAILED ")
                .contains("RELAYDESK_WHATSAPP_APP_SECRET is missing");
        assertThat(Findings.of(WhatsAppExamination.of(none, CLOCK))).containsExactly("NOT_CHECKED no number is set");
    }

    private static Report examined(URI graph, String number, String token) {
        WhatsAppConfig config = Mapped.of(
                WhatsAppConfig.class,
                "relaydesk.whatsapp.",
                Map.of(
                        "api-url",
                        graph.toString(),
                        "phone-number-id",
                        number,
                        "access-token",
                        token,
                        "app-secret",
                        "secret",
                        "verify-token",
                        "verify"));
        return WhatsAppExamination.of(config, CLOCK);
    }
}
