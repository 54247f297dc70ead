package dev.relaydesk.playground;

import dev.relaydesk.access.StaffStage.Stage;
import java.util.List;

/**
 * What the playground plays with.
 *
 * @param spaceSimulated whether answers come from the built-in simulator instead of a Space
 * @param phoneWorks whether there is a simulated WhatsApp account to write to
 * @param streaming whether the next turn asks for a stream
 * @param stages where staff are told and tickets are worked on, as far as that is played
 */
record Setting(
        boolean spaceSimulated, boolean whatsAppSimulated, boolean phoneWorks, boolean streaming, List<Stage> stages) {

    Setting {
        stages = List.copyOf(stages);
    }
}
