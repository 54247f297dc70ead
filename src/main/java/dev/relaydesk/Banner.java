package dev.relaydesk;

import dev.relaydesk.handoff.Rehearsal;
import dev.relaydesk.ticket.gateway.Gateways;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Tells the person in front of the terminal where everything is and what is only simulated. */
@ApplicationScoped
class Banner {

    private final Config config;
    private final Rehearsal rehearsal;

    Banner(Config config, Rehearsal rehearsal) {
        this.config = config;
        this.rehearsal = rehearsal;
    }

    void show(@ObservesAsync HttpServerStart event) {
        String base = setting(
                "relaydesk.base-url", "http://localhost:" + event.options().getPort());
        String management = "http://localhost:" + setting("quarkus.management.port", "9000");
        List<String> lines = new ArrayList<>(List.of(
                "",
                "  Relaydesk    " + base,
                "  Playground   " + base + "/playground",
                "  Health       " + management + "/q/health",
                "  Metrics      " + management + "/q/metrics"));
        if (setting("relaydesk.space.base-url", "").isEmpty()) {
            lines.add("  The Space is simulated. Set RELAYDESK_SPACE_BASE_URL to use a real one.");
        }
        if (setting("relaydesk.whatsapp.access-token", "").isEmpty()) {
            lines.add("  WhatsApp is simulated. Set RELAYDESK_WHATSAPP_ACCESS_TOKEN to use the real one.");
        }
        if (rehearsal.isOn() && setting("relaydesk.slack.bot-token", "").isEmpty()) {
            lines.add("  Slack is simulated: " + base
                    + "/simulators/slack. Set RELAYDESK_SLACK_BOT_TOKEN to use the real one.");
        }
        if (rehearsal.isOn() && setting("relaydesk.mail.host", "").isEmpty()) {
            lines.add("  Mail is simulated: " + base
                    + "/playground/mails. Set RELAYDESK_MAIL_HOST to use a real server.");
        }
        var gateway = config.getOptionalValue("relaydesk.ticket.gateway", String.class);
        boolean played = setting("relaydesk.whatsapp.access-token", "").isEmpty();
        if (Gateways.chosen(gateway, played).equals(Gateways.SIMULATOR)) {
            lines.add("  The ticket desk is simulated: " + base
                    + "/simulators/tickets. Set RELAYDESK_TICKET_GATEWAY to use a real one.");
        }
        lines.add("");
        System.out.println(String.join(System.lineSeparator(), lines));
    }

    private String setting(String name, String otherwise) {
        return config.getOptionalValue(name, String.class).orElse(otherwise);
    }
}
