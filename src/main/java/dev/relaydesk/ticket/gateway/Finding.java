package dev.relaydesk.ticket.gateway;

/**
 * One line of an examination.
 *
 * @param what was looked at
 * @param remedy what to do about it; empty when all is well
 */
public record Finding(boolean ok, String what, String remedy) {

    static Finding ok(String what) {
        return new Finding(true, what, "");
    }

    static Finding fault(String what, String remedy) {
        return new Finding(false, what, remedy);
    }
}
