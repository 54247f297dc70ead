package dev.relaydesk.playground;

import dev.relaydesk.playground.Setting.Stage;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which ways to reach staff, and which ticket desk, are played, for the links to where they are seen. */
@Singleton
class StaffStages {

    private final List<Stage> played;

    StaffStages(
            @ConfigProperty(name = "relaydesk.handoff.simulated") Optional<Boolean> simulated,
            @ConfigProperty(name = "relaydesk.whatsapp.access-token") Optional<String> whatsApp,
            @ConfigProperty(name = "relaydesk.staff.whatsapp-numbers") Optional<String> numbers,
            @ConfigProperty(name = "relaydesk.slack.bot-token") Optional<String> slack,
            @ConfigProperty(name = "relaydesk.mail.host") Optional<String> mail,
            @ConfigProperty(name = "relaydesk.ticket.gateway") Optional<String> tickets) {
        boolean on = simulated.orElse(whatsApp.isEmpty());
        this.played = Stream.of(
                        stage(on && slack.isEmpty(), "Slack", "/simulators/slack"),
                        stage(on && whatsApp.isEmpty() && numbers.isEmpty(), "WhatsApp", "/playground/colleague"),
                        stage(on && mail.isEmpty(), "Mail", "/playground/mails"),
                        stage(
                                tickets.map("simulator"::equals).orElse(whatsApp.isEmpty()),
                                "Ticket desk",
                                "/simulators/tickets"))
                .flatMap(Optional::stream)
                .toList();
    }

    List<Stage> played() {
        return played;
    }

    private static Optional<Stage> stage(boolean there, String name, String path) {
        return there ? Optional.of(new Stage(name, path)) : Optional.empty();
    }
}
