package dev.relaydesk.turn;

import dev.relaydesk.conversation.ConversationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Passes the news of running turns to whoever watches the conversation, within this process. */
@ApplicationScoped
public class LiveTurns {

    private final Map<ConversationId, Set<Consumer<TurnEvent>>> watchers = new ConcurrentHashMap<>();

    /** Ends the watch when closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls {@code watcher} for each event of the conversation, on the turn's thread; it must return quickly. */
    public Watch watch(ConversationId conversation, Consumer<TurnEvent> watcher) {
        watchers.computeIfAbsent(conversation, _ -> ConcurrentHashMap.newKeySet())
                .add(watcher);
        return () -> watchers.computeIfPresent(conversation, (_, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    void tell(TurnEvent event) {
        watchers.getOrDefault(event.conversation(), Set.of()).forEach(watcher -> watcher.accept(event));
    }
}
