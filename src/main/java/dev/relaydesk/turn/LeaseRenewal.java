package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claims;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.poll.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Keeps the leases of running turns alive: a model may take minutes, a dead process must be noticed in seconds. */
@ApplicationScoped
class LeaseRenewal implements Poller {

    private final TurnDispatcher dispatcher;
    private final Claims claims;
    private final TurnConfig config;

    LeaseRenewal(TurnDispatcher dispatcher, Claims claims, TurnConfig config) {
        this.dispatcher = dispatcher;
        this.claims = claims;
        this.config = config;
    }

    @Override
    public String name() {
        return "turn.lease";
    }

    @Override
    public Duration idle() {
        return config.lease().dividedBy(3);
    }

    @Override
    public Duration pollOnce() {
        List<ConversationId> running = dispatcher.running();
        if (!running.isEmpty()) {
            claims.renew(dispatcher.owner(), running, config.lease());
        }
        return idle();
    }
}
