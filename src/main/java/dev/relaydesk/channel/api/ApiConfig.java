package dev.relaydesk.channel.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The API channel. */
@ConfigMapping(prefix = "relaydesk.api")
interface ApiConfig {

    /** How long a caller waits for an answer before he is told to ask again. */
    @WithDefault("150s")
    Duration patience();

    /** How often the rows are looked at while a caller waits: another replica may be the one that answers. */
    @WithDefault("1s")
    Duration look();
}
