package dev.relaydesk.channel.api;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.turn.LiveTurns;
import dev.relaydesk.turn.TurnEvent;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Watches a conversation from the moment its name is known until this is closed. */
final class WatchOnce implements AutoCloseable {

    private final LiveTurns live;
    private final Queue<TurnEvent> events;
    private LiveTurns.@Nullable Watch watch;

    WatchOnce(LiveTurns live, Queue<TurnEvent> events) {
        this.live = live;
        this.events = events;
    }

    void begin(ConversationId conversation) {
        watch = live.watch(conversation, events::add);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
