package dev.relaydesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.Findings;
import dev.relaydesk.testing.Mapped;
import dev.relaydesk.ticket.gateway.GatewayConfig;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor says where no ticket system has to be asked; GatewayContractTest has the others. */
class TicketExaminationTest {

    @Test
    void a_played_desk_is_no_check_and_internal_is_fine() {
        assertThat(examined(true, Map.of())).containsExactly("NOT_CHECKED no ticket system is set");
        assertThat(examined(false, Map.of())).containsExactly("OK tickets live in Relaydesk alone (gateway internal)");
    }

    @Test
    void each_fault_is_a_line() {
        assertThat(examined(true, Map.of("gateway", "webhook")))
                .containsExactlyInAnyOrder(
                        "FAILED RELAYDESK_TICKET_SECRET is missing, the gateway webhook needs it",
                        "FAILED RELAYDESK_TICKET_URL is missing, the gateway webhook needs it");
    }

    private static List<String> examined(boolean played, Map<String, String> settings) {
        return Findings.of(TicketExamination.of(
                Mapped.of(GatewayConfig.class, "relaydesk.ticket.", settings), played, Clock.systemUTC()));
    }
}
