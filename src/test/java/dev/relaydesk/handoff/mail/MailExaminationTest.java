package dev.relaydesk.handoff.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.Findings;
import dev.relaydesk.testing.Mapped;
import dev.relaydesk.testing.ScriptedSmtp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor says about the mail server. With TLS it is spoken by checks/smtp.sh. */
class MailExaminationTest {

    private static final Map<String, String> SIGNED_IN = Map.of("username", "desk", "password", "hidden-word");

    @Test
    void a_server_that_answers_is_fine_and_gets_no_mail() {
        try (var server = new ScriptedSmtp(Map.of())) {
            assertThat(examined(server, "none", Map.of()))
                    .containsExactly(
                            "OK the mail server answers, without TLS",
                            "NOT_CHECKED signing in",
                            "NOT_CHECKED whether it takes mails of the sender");
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void a_password_in_clear_is_a_warning() {
        try (var server = new ScriptedSmtp(Map.of("EHLO", "250-scripted\r\n250 AUTH PLAIN", "AUTH", "235 welcome"))) {
            assertThat(examined(server, "none", SIGNED_IN))
                    .contains("WARNING the password travels in clear", "OK it takes name and password");
        }
    }

    @Test
    void a_wrong_password_is_a_failure() {
        try (var server = new ScriptedSmtp(Map.of("EHLO", "250-scripted\r\n250 AUTH PLAIN", "AUTH", "535 no"))) {
            assertThat(examined(server, "none", SIGNED_IN))
                    .containsExactly("FAILED the mail server refuses name and password");
        }
    }

    @Test
    void without_starttls_no_password_is_said() {
        try (var server = new ScriptedSmtp(Map.of("EHLO", "250-scripted\r\n250 AUTH PLAIN", "AUTH", "235 welcome"))) {
            assertThat(examined(server, "starttls", SIGNED_IN))
                    .containsExactly("FAILED the mail server does not offer STARTTLS, so nothing was said to it");
            assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void a_port_that_speaks_no_tls_is_a_failure() {
        try (var server = new ScriptedSmtp(Map.of())) {
            assertThat(examined(server, "tls", SIGNED_IN))
                    .containsExactly("FAILED the mail server's certificate is not accepted, or it speaks no TLS there");
        }
    }

    @Test
    void where_nobody_listens_is_a_failure_and_a_host_that_is_none_too() {
        assertThat(Findings.of(MailExamination.of(settings(Map.of("port", "1")))))
                .containsExactly("FAILED the mail server does not answer");
        assertThat(Findings.of(MailExamination.of(settings(Map.of("host", "mail.invalid")))))
                .containsExactly("FAILED there is no such mail server");
    }

    @Test
    void half_of_the_settings_is_a_failure_and_none_is_not() {
        MailConfig half = Mapped.of(MailConfig.class, "relaydesk.mail.", Map.of("from", "desk@example.org"));
        MailConfig none = Mapped.of(MailConfig.class, "relaydesk.mail.", Map.of());

        assertThat(Findings.of(MailExamination.of(half))).containsExactly("FAILED RELAYDESK_MAIL_HOST is missing");
        assertThat(Findings.of(MailExamination.of(none))).containsExactly("NOT_CHECKED no mail server is set");
    }

    private static List<String> examined(ScriptedSmtp server, String tls, Map<String, String> otherwise) {
        Map<String, String> settings = new HashMap<>(otherwise);
        settings.put("port", String.valueOf(server.port()));
        settings.put("tls", tls);
        return Findings.of(MailExamination.of(settings(settings)));
    }

    private static MailConfig settings(Map<String, String> otherwise) {
        Map<String, String> settings = new HashMap<>(Map.of("host", "127.0.0.1", "from", "desk@example.org"));
        settings.putAll(otherwise);
        return Mapped.of(MailConfig.class, "relaydesk.mail.", settings);
    }
}
