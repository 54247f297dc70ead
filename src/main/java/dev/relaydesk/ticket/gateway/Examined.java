package dev.relaydesk.ticket.gateway;

import dev.relaydesk.platform.examination.Finding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns a call into a line of an examination. */
final class Examined {

    private Examined() {}

    static Finding of(Outcome<?> outcome, String what, String remedy) {
        return switch (outcome) {
            case Outcome.Done<?> _ -> Finding.ok(what);
            case Outcome.Refused<?>(String code, String _, boolean _, @Nullable Duration _) ->
                Finding.fault(what, code.equals("unreachable") ? unreachable(code) : "(" + code + ") " + remedy);
            case Outcome.Unclear<?>(String code, String _, @Nullable Duration _) ->
                Finding.fault(what, unreachable(code));
        };
    }

    private static String unreachable(String code) {
        return "(" + code + ") Look whether RELAYDESK_TICKET_URL is right and can be reached from here";
    }
}
