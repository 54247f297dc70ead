package dev.relaydesk.handoff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** When and how staff are told, and what happens when nobody comes. */
@ConfigMapping(prefix = "relaydesk.handoff")
interface HandoffConfig {

    /** Who is told first, and who next. A way that is not set up is passed over. */
    @WithDefault("slack,whatsapp,mail")
    List<String> ladder();

    /** How long each step of the ladder is given before the next one; the last one counts for all after it. */
    @WithDefault("5m,15m")
    List<Duration> climbAfter();

    /** When staff are there, such as {@code Mo-Fr 09:00-17:00, Sa 10:00-14:00}; not set: always. */
    Optional<OfficeHours> hours();

    /** Departments with hours of their own; each may name its own time zone. */
    Optional<DepartmentHours> departmentHours();

    /** Where the hours hold. */
    @WithDefault("UTC")
    ZoneId zone();

    /** How many messages of the bot a customer may dislike before a human is asked for; 0: any number. */
    @WithDefault("2")
    int afterNegativeFeedbacks();

    /** A customer who has waited for his colleague so long is brought to mind. */
    @WithDefault("15m")
    Duration remindAfter();

    /** A conversation that was taken and then left alone so long is ended. */
    @WithDefault("8h")
    Duration idleAfter();

    /** What becomes of it: {@code return} to the bot, or {@code close}. */
    @WithDefault("return")
    Idle idleThen();

    /** Whether ways to reach staff that are not set up are played; as {@link Rehearsal} decides when it is not set. */
    Optional<Boolean> simulated();

    /** Attempts for one notice. */
    @WithDefault("5")
    int noticeAttempts();

    enum Idle {
        RETURN,
        CLOSE
    }
}
