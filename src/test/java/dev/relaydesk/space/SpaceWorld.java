package dev.relaydesk.space;

import dev.relaydesk.space.simulator.SpaceSimulator;
import java.net.URI;
import java.time.Clock;

/** The real gateway for tests of other packages. */
public final class SpaceWorld {

    private SpaceWorld() {}

    /** Before the simulator. */
    public static SpaceGateway gateway(SpaceSimulator simulator) {
        return gateway(simulator.baseUrl());
    }

    /** Before any wrapper. */
    public static SpaceGateway gateway(URI wrapper) {
        return Desk.with(TestSettings.at(wrapper), Clock.systemUTC()).gateway;
    }
}
