package dev.relaydesk.process;

import dev.relaydesk.testing.world.Said;

/**
 * A takeover that returned, as the harness saw it. Times are {@link System#nanoTime()}.
 *
 * @param aim where it was to fall
 * @param said what the customer had written just before
 * @param calledAt when the call left
 * @param returnedAt when the call that succeeded had returned
 * @param unresolved what that call told
 * @param openBefore how many texts of the bot the database did not know the end of, just before
 * @param open how many texts of the bot the database did not know the end of, just after
 * @param endedAt when the conversation was about to be handed back
 * @param died whether a replica was killed for it
 */
record Takeover(
        Landing aim,
        Said said,
        long calledAt,
        long returnedAt,
        boolean unresolved,
        long openBefore,
        long open,
        long endedAt,
        boolean died) {

    int customer() {
        return said.token().conversation();
    }
}
