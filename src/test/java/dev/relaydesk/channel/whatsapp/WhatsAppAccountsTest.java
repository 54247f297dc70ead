package dev.relaydesk.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.channel.whatsapp.WhatsAppTranslator.Translation;
import dev.relaydesk.channel.whatsapp.simulator.WebhookSigner;
import dev.relaydesk.platform.json.BoundedJson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhatsAppAccountsTest {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    @Test
    void with_nothing_set_there_is_no_configured_number() {
        assertThat(WhatsAppAccounts.configured(settings(null, null, null, null)))
                .isEmpty();
        assertThat(WhatsAppAccounts.configured(settings("", " ", "", ""))).isEmpty();
    }

    @Test
    void a_start_with_half_of_the_settings_names_every_one_that_is_missing() {
        assertThatThrownBy(() -> WhatsAppAccounts.configured(settings("3011", null, null, "verify")))
                .hasMessageContaining("RELAYDESK_WHATSAPP_ACCESS_TOKEN is missing")
                .hasMessageContaining("RELAYDESK_WHATSAPP_APP_SECRET is missing")
                .hasMessageNotContaining("VERIFY_TOKEN");
    }

    @Test
    void a_send_that_could_outlive_its_claim_is_refused_at_the_start() {
        var slow = new WhatsAppSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                URI.create("http://127.0.0.1:1"),
                Duration.ofSeconds(9));

        assertThatThrownBy(() -> WhatsAppAccounts.configured(slow)).hasMessageContaining("SEND_TIMEOUT");
    }

    @Test
    void the_current_and_the_previous_secret_are_both_accepted() {
        var settings = new WhatsAppSettings(
                Optional.of("3011"),
                Optional.of("token"),
                Optional.of("new"),
                Optional.of("old"),
                Optional.of("verify"),
                URI.create("http://127.0.0.1:1/"),
                Duration.ofSeconds(8));
        WhatsAppAccount account = WhatsAppAccounts.configured(settings).orElseThrow();

        assertThat(account.signed(BODY, new WebhookSigner("new").header(BODY))).isTrue();
        assertThat(account.signed(BODY, new WebhookSigner("old").header(BODY))).isTrue();
        assertThat(account.signed(BODY, new WebhookSigner("other").header(BODY)))
                .isFalse();
        assertThat(account.messagesUrl()).hasToString("http://127.0.0.1:1/v25.0/3011/messages");
        assertThat(account.toString()).doesNotContain("token", "verify");
    }

    @Test
    void the_simulator_speaks_only_of_its_own_number_and_meta_only_of_others() throws BoundedJson.Unreadable {
        Translation simulated = translate(SimulatedNumber.PHONE_NUMBER_ID);
        Translation real = translate("3011");
        var metaSigned = account("3011");
        var simulatorSigned = account(SimulatedNumber.PHONE_NUMBER_ID);

        assertThat(WhatsAppAccounts.mayCarry(metaSigned, real)).isTrue();
        assertThat(WhatsAppAccounts.mayCarry(metaSigned, simulated)).isFalse();
        assertThat(WhatsAppAccounts.mayCarry(simulatorSigned, simulated)).isTrue();
        assertThat(WhatsAppAccounts.mayCarry(simulatorSigned, real)).isFalse();
    }

    private static Translation translate(String number) throws BoundedJson.Unreadable {
        return new WhatsAppTranslator(Clock.systemUTC())
                .translate(WhatsAppSamples.text(number, "wamid.1", "4400001", "Hello")
                        .getBytes(UTF_8));
    }

    private static WhatsAppAccount account(String number) {
        return new WhatsAppAccount(
                number,
                URI.create("http://127.0.0.1:1"),
                "v25.0",
                "token",
                List.of(new WhatsAppSignature("secret")),
                "verify");
    }

    private static WhatsAppSettings settings(
            @Nullable String number, @Nullable String token, @Nullable String secret, @Nullable String verify) {
        return new WhatsAppSettings(
                Optional.ofNullable(number),
                Optional.ofNullable(token),
                Optional.ofNullable(secret),
                Optional.empty(),
                Optional.ofNullable(verify),
                URI.create("http://127.0.0.1:1"),
                Duration.ofSeconds(8));
    }
}
