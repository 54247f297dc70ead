package dev.relaydesk.space.simulator;

import java.io.IOException;

/** One of the two ways in which the wrapper answers. */
interface Play {

    /** The wrapper refuses or fails with a text. */
    void error(String text) throws IOException;

    /** Upstream refused, or gave nothing. */
    void nothing() throws IOException;

    /** Plays the scenario; true when upstream has the turn in its thread now. */
    boolean perform(Scenario scenario, SimulatedEvent event, ShopKnowledge.Answer answer)
            throws IOException, InterruptedException;
}
