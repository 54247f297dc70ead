package dev.relaydesk.handoff.slack;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One Slack app in one workspace, and its keys.
 *
 * @param signatures one for each signing secret that is still accepted
 * @param channel id of the channel for everything; null when each handoff must have a department of {@code channels}
 * @param channels id of the channel by department
 */
record SlackAccount(
        URI apiUrl,
        String botToken,
        List<SlackSignature> signatures,
        @Nullable String channel,
        Map<String, String> channels,
        @Nullable String appId,
        @Nullable String teamId) {

    SlackAccount {
        signatures = List.copyOf(signatures);
        channels = Map.copyOf(channels);
    }

    URI method(String name) {
        return URI.create(apiUrl.toString().replaceAll("/+$", "") + "/" + name);
    }

    /** Where a handoff of that department is told. */
    Optional<String> channelOf(@Nullable String department) {
        return Optional.ofNullable(department == null ? channel : channels.getOrDefault(department, channel));
    }

    boolean signed(byte[] body, String timestamp, String header) {
        return signatures.stream().anyMatch(signature -> signature.matches(body, timestamp, header));
    }

    /** Whether something that names this app, workspace and channel concerns us; null where it names none. */
    boolean isOurs(@Nullable String app, @Nullable String team, String place) {
        return (appId == null || appId.equals(app))
                && (teamId == null || teamId.equals(team))
                && places().contains(place);
    }

    /** The ids of all channels. */
    Collection<String> places() {
        Set<String> places = new TreeSet<>(channels.values());
        if (channel != null) {
            places.add(channel);
        }
        return places;
    }

    /** Without the keys, because records end up in logs. */
    @Override
    public String toString() {
        return "SlackAccount[" + channel + "]";
    }
}
