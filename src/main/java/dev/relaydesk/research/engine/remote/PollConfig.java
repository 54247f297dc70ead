package dev.relaydesk.research.engine.remote;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often research that is done elsewhere is asked for. */
@ConfigMapping(prefix = "relaydesk.research.poll")
public interface PollConfig {

    @WithDefault("10s")
    Duration initial();

    @WithDefault("60s")
    Duration max();
}
