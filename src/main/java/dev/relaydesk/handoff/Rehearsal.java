package dev.relaydesk.handoff;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether ways to reach staff that are not set up are played by simulators. Only where the customers are played too: with real
 * customers a played notice would count as told, and nobody would come.
 */
@Singleton
public class Rehearsal {

    private final boolean on;

    Rehearsal(
            HandoffConfig config,
            @ConfigProperty(name = "relaydesk.whatsapp.access-token") Optional<String> realCustomers) {
        this.on = config.simulated().orElse(realCustomers.isEmpty());
    }

    public boolean isOn() {
        return on;
    }
}
