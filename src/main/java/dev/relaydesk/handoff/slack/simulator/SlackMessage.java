package dev.relaydesk.handoff.slack.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message in the simulated workspace.
 *
 * @param ts its key
 * @param thread the key of the message it answers; null for one in the channel itself
 * @param user who wrote it: {@link SlackSimulator#BOT} or the id of a person
 * @param onlyFor the one who sees it; null for everybody
 * @param content text and blocks as they were posted
 * @param reactions names of emoji
 */
public record SlackMessage(
        String channel,
        String ts,
        @Nullable String thread,
        String user,
        @Nullable String onlyFor,
        JsonNode content,
        List<String> reactions) {

    public SlackMessage {
        reactions = List.copyOf(reactions);
    }

    public boolean isByBot() {
        return user.equals(SlackSimulator.BOT);
    }

    SlackMessage with(JsonNode newContent) {
        return new SlackMessage(channel, ts, thread, user, onlyFor, newContent, reactions);
    }

    SlackMessage with(String reaction) {
        return new SlackMessage(
                channel,
                ts,
                thread,
                user,
                onlyFor,
                content,
                Stream.concat(reactions.stream(), Stream.of(reaction))
                        .distinct()
                        .toList());
    }
}
