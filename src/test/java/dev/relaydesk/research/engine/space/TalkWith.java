package dev.relaydesk.research.engine.space;

import dev.relaydesk.space.SpaceWorld;
import java.net.URI;
import java.util.Optional;

/** The talk as the application has it, for tests of other packages. */
public final class TalkWith {

    private TalkWith() {}

    public static SpaceTalk wrapper(URI url, int parallel) {
        return new SpaceTalk(SpaceWorld.gateway(url), Optional.empty(), parallel);
    }
}
