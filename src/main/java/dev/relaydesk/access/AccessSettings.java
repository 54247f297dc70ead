package dev.relaydesk.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions live and how often one may guess a password. */
@ConfigMapping(prefix = "relaydesk.access")
interface AccessSettings {

    /** A session that was not used for this long is over. */
    @WithDefault("30M")
    Duration idleTimeout();

    /** A session is over after this long, however busy. */
    @WithDefault("12H")
    Duration sessionLifetime();

    /** Failed sign-ins with one e-mail address within {@link #failureWindow()}. */
    @WithDefault("10")
    int failuresPerAccount();

    /** Failed sign-ins with one e-mail address within a day: what keeps a patient guesser from a thousand tries. */
    @WithDefault("100")
    int failuresPerAccountAndDay();

    /** Failed sign-ins from one network address within {@link #failureWindow()}; an office may share one. */
    @WithDefault("50")
    int failuresPerAddress();

    @WithDefault("15M")
    Duration failureWindow();
}
