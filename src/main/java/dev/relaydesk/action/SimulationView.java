package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a text was judged, as the API shows it.
 *
 * @param action what was asked for; null unless its name and parameters are sound
 */
record SimulationView(
        String verdict, List<CheckView> checks, @Nullable Asked action) {

    /** What was asked for, and what would become of it: {@code perform}, {@code duplicate} or {@code refuse}. */
    record Asked(String action, String reason, JsonNode metadata, String decision) {

        private static Asked of(ActionRequest request, String decision) {
            return new Asked(request.name(), request.reason(), request.parameters(), decision);
        }
    }

    static SimulationView of(Assessment assessment) {
        return new SimulationView(
                assessment.verdict().wire(),
                assessment.checks().stream().map(CheckView::of).toList(),
                asked(assessment.decision()));
    }

    private static @Nullable Asked asked(Decision decision) {
        return switch (decision) {
            case Decision.Perform(var request, var _) -> Asked.of(request, "perform");
            case Decision.Duplicate(var request, var _) -> Asked.of(request, "duplicate");
            case Decision.Refuse(var _, var _, var request) -> Asked.of(request, "refuse");
            case Decision.SpeakText _, Decision.Repair _ -> null;
        };
    }
}
