package dev.relaydesk.handoff.slack.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What has been posted; the oldest is forgotten after two thousand. */
final class Workspace {

    private static final int MOST = 2_000;

    private final Clock clock;
    private final Map<String, SlackMessage> messages = new LinkedHashMap<>();
    private long lastSecond;
    private int inThatSecond;
    private long version;

    Workspace(Clock clock) {
        this.clock = clock;
    }

    synchronized SlackMessage add(
            String channel, @Nullable String thread, String user, @Nullable String onlyFor, JsonNode content) {
        var message = new SlackMessage(channel, nextTs(), thread, user, onlyFor, content, List.of());
        messages.put(message.ts(), message);
        if (messages.size() > MOST) {
            messages.remove(messages.keySet().iterator().next());
        }
        version++;
        return message;
    }

    /** False when there is no such message. */
    synchronized boolean change(String ts, UnaryOperator<SlackMessage> change) {
        version++;
        return messages.computeIfPresent(ts, (_, message) -> change.apply(message)) != null;
    }

    synchronized Optional<SlackMessage> find(String ts) {
        return Optional.ofNullable(messages.get(ts));
    }

    synchronized List<SlackMessage> all() {
        return List.copyOf(messages.values());
    }

    /** Another one after each change. */
    synchronized long version() {
        return version;
    }

    synchronized String nextTs() {
        long second = Math.max(lastSecond, clock.instant().getEpochSecond());
        inThatSecond = second == lastSecond ? inThatSecond + 1 : 1;
        lastSecond = second;
        return String.format(Locale.ROOT, "%d.%06d", second, inThatSecond);
    }
}
