package dev.relaydesk.platform.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is allowed within a minute; 0 is no limit. */
@ConfigMapping(prefix = "relaydesk.limit")
public interface LimitConfig {

    /** Turns of one customer. What he writes beyond is answered later, together; the API channel refuses it. */
    @WithDefault("30")
    int customerPerMinute();

    /** Calls of one Space account, over all replicas. */
    @WithDefault("60")
    int spacePerMinute();
}
