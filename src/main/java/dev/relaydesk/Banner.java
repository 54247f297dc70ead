package dev.relaydesk;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Tells the person in front of the terminal where everything is and what is only simulated. */
@ApplicationScoped
class Banner {

    private static final Logger LOG = Logger.getLogger(Banner.class);

    private final Config config;

    Banner(Config config) {
        this.config = config;
    }

    void show(@Observes StartupEvent event) {
        String base = setting("relaydesk.base-url", "http://localhost:" + port("quarkus.http.port"));
        String management = "http://localhost:" + port("quarkus.management.port");
        LOG.debugf("Public URL %s, management %s", base, management);
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
        lines.add("");
        lines.forEach(System.out::println);
    }

    private String port(String name) {
        return setting(name, "?");
    }

    private String setting(String name, String otherwise) {
        return config.getOptionalValue(name, String.class).orElse(otherwise);
    }
}
