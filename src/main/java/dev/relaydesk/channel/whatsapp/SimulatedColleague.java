package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.access.StaffStage;
import dev.relaydesk.handoff.Rehearsal;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * A colleague's phone for trying a takeover by WhatsApp with nothing configured. It is the first administrator's, and shown at
 * {@code /playground/colleague}.
 */
@Singleton
class SimulatedColleague implements StaffStage {

    /** From the range kept free for stories. */
    static final String NUMBER = "447700900999";

    private final boolean there;

    SimulatedColleague(Rehearsal rehearsal, StaffConfig staff, WhatsAppConfig whatsApp) {
        // With a real account the notice would go out to that number, whoever has it.
        this.there = rehearsal.isOn()
                && staff.whatsappNumbers().isEmpty()
                && whatsApp.accessToken().isEmpty();
    }

    @Override
    public Optional<Stage> played() {
        return there ? Optional.of(new Stage("WhatsApp", "/playground/colleague")) : Optional.empty();
    }

    boolean isThere() {
        return there;
    }
}
