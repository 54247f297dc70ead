package dev.relaydesk.handoff.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Slack app that tells staff. Bot token, signing secret and a channel belong together: all of them, or none and only
 * the simulator is there.
 */
@ConfigMapping(prefix = "relaydesk.slack")
interface SlackConfig {

    /** Begins with {@code xoxb-}. */
    Optional<String> botToken();

    /** Signs what Slack sends to us. */
    Optional<String> signingSecret();

    /** Still accepted while the secret is being changed. */
    Optional<String> signingSecretPrevious();

    /** The id of the channel for every handoff whose department has none of its own. */
    Optional<String> channel();

    /** {@code department=channel id}, one for each department with a channel of its own. */
    Optional<List<String>> channels();

    /** What comes from another app is ignored. Absent: not looked at. */
    Optional<String> appId();

    /** What people of another workspace do is ignored. Absent: not looked at. */
    Optional<String> teamId();

    @WithDefault("https://slack.com/api")
    URI apiUrl();

    /** A thread message that begins so stays among staff. */
    @WithDefault("!")
    String notePrefix();

    /** One call from beginning to end. Below 9 s, because a notice must end within ten. */
    @WithDefault("8s")
    Duration sendTimeout();

    @WithDefault("3s")
    Duration connectTimeout();
}
