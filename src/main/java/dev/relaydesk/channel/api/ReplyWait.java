package dev.relaydesk.channel.api;

import dev.relaydesk.conversation.Placed;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import dev.relaydesk.turn.Trail;
import dev.relaydesk.turn.TurnEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Waits until a message is answered. The rows tell; events of this process only make it look sooner. */
@ApplicationScoped
class ReplyWait {

    private final Trail trail;
    private final ApiConfig config;

    ReplyWait(Trail trail, ApiConfig config) {
        this.trail = trail;
        this.config = config;
    }

    /**
     * Waits for the answer to a message.
     *
     * @param events news of the conversation, put there by a watcher that was set before the message was committed
     * @param listener told each piece of text while it is written, and each action in each state that is seen
     * @throws Refusal with {@link ProblemType#TIMEOUT} when it takes too long; the answer is still being worked on
     */
    MessageResponse await(Placed placed, BlockingQueue<TurnEvent> events, ReplyListener listener) {
        long end = System.nanoTime() + config.patience().toNanos();
        Map<UUID, String> told = new HashMap<>();
        while (true) {
            Trail.Standing standing = trail.of(placed.message());
            if (!standing.open()) {
                sayWhatIsLeft(events, listener);
            }
            for (Trail.Asked action : standing.actions()) {
                if (!action.state().equals(told.put(action.id(), action.state()))) {
                    listener.asked(action);
                }
            }
            if (!standing.open()) {
                return answer(standing);
            }
            if (!awaitNews(events, listener, end)) {
                throw new Refusal(
                        ProblemType.TIMEOUT,
                        "The answer is not there yet; send the same client_message_id again to wait on");
            }
        }
    }

    /** The last turn may be over before anybody has listened to it. */
    private static void sayWhatIsLeft(BlockingQueue<TurnEvent> events, ReplyListener listener) {
        for (TurnEvent event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof TurnEvent.Said text) {
                listener.said(text.delta());
            }
        }
    }

    /** Passes text on until a turn ends or it is time to look again; false when the wait is over. */
    private boolean awaitNews(BlockingQueue<TurnEvent> events, ReplyListener listener, long end) {
        long lookAgain = Math.min(end, System.nanoTime() + config.look().toNanos());
        try {
            while (true) {
                TurnEvent event = events.poll(lookAgain - System.nanoTime(), TimeUnit.NANOSECONDS);
                switch (event) {
                    case null -> {
                        return System.nanoTime() < end;
                    }
                    case TurnEvent.Started _ -> {}
                    case TurnEvent.Said text -> listener.said(text.delta());
                    case TurnEvent.Ended _ -> {
                        return true;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static MessageResponse answer(Trail.Standing standing) {
        return new MessageResponse(
                standing.conversation(),
                standing.turn(),
                standing.mode().wire(),
                standing.reply(),
                standing.actions().isEmpty()
                        ? null
                        : standing.actions().getLast().name(),
                new MessageResponse.SpaceThread(standing.backend(), standing.frontend()));
    }
}
