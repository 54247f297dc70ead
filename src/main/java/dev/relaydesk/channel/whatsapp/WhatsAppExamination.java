package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.http.Probe;
import dev.relaydesk.platform.settings.CommandSettings;
import java.time.Clock;
import java.util.List;

/** Looks whether the token is good and may use the business number. Sends nothing. */
public final class WhatsAppExamination {

    private static final int BAD_TOKEN = 190;
    private static final int NO_PERMISSION = 10;

    private WhatsAppExamination() {}

    /** For whoever does not start the service. */
    public static Report withoutService(Clock clock) {
        return of(
                CommandSettings.settings()
                        .withMapping(WhatsAppConfig.class)
                        .build()
                        .getConfigMapping(WhatsAppConfig.class),
                clock);
    }

    static Report of(WhatsAppConfig config, Clock clock) {
        WhatsAppAccount account;
        try {
            account = WhatsAppAccounts.configured(config).orElse(null);
        } catch (IllegalStateException e) {
            return Report.ofFaults(List.of(String.valueOf(e.getMessage())));
        }
        if (account == null) {
            return Report.of(Finding.notChecked("no number is set", "WhatsApp is played"));
        }
        try (var probe = new Probe(clock)) {
            Probe.Answer answer = probe.ask("GET", account.numberUrl(), account.accessToken());
            var report = Report.of(judged(account, answer));
            answer.clockAhead().ifPresent(ahead -> report.clock("Meta", ahead));
            return report.add(Finding.notChecked(
                    "app secret and verify token", "only Meta's webhook shows whether they are right"));
        }
    }

    private static Finding judged(WhatsAppAccount account, Probe.Answer answer) {
        if (answer.status() == 200 && answer.body().path("id").asText().equals(account.phoneNumberId())) {
            return Finding.ok("the token is good and may use the number");
        }
        if (answer.status() == 0) {
            return Finding.fault(
                    "Meta cannot be reached (" + answer.trouble() + ")",
                    "Look whether this machine may call RELAYDESK_WHATSAPP_API_URL");
        }
        JsonNode code = answer.body().at("/error/code");
        int number = code.asInt();
        String said = code.isInt() ? "error " + number : "status " + answer.status();
        if (number == BAD_TOKEN) {
            return Finding.fault(
                    "Meta refuses the token (" + said + ")",
                    "Make a system user's token that does not expire and set RELAYDESK_WHATSAPP_ACCESS_TOKEN");
        }
        if (number == NO_PERMISSION || (number >= 200 && number < 300)) {
            return Finding.fault(
                    "the token lacks a permission (" + said + ")",
                    "Give it whatsapp_business_messaging and whatsapp_business_management");
        }
        if (answer.status() == 429 || answer.status() >= 500) {
            return Finding.warning("Meta does not answer well at the moment (" + said + ")", "Ask again later");
        }
        return Finding.fault(
                "the token may not use the number, or there is no such number (" + said + ")",
                "Compare RELAYDESK_WHATSAPP_PHONE_NUMBER_ID with the id (not the number) in the app's dashboard, and assign"
                        + " the WhatsApp account to the token's system user");
    }
}
