package dev.relaydesk.space;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may be asked. */
@ConfigMapping(prefix = "relaydesk.limit")
interface SpaceLimitConfig {

    /** Calls a minute for each Space account, over all replicas; 0 is no limit. */
    @WithDefault("60")
    int spacePerMinute();
}
