package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Claims;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.platform.poll.Slots;
import dev.relaydesk.space.SpaceGateway;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Claims conversations that are due and runs each on a virtual thread of its own; never more than the Space can take. */
@ApplicationScoped
class TurnDispatcher implements Poller {

    private static final Logger LOG = Logger.getLogger(TurnDispatcher.class);

    private final Claims claims;
    private final TurnPipeline pipeline;
    private final TurnConfig config;
    private final Pollers pollers;

    /** New at each start, so that a token given twice after a crash of the database still names one holder. */
    private final String owner = UUID.randomUUID().toString();

    private final Slots slots;
    private volatile boolean full;
    private final Set<ConversationId> running = ConcurrentHashMap.newKeySet();

    TurnDispatcher(Claims claims, TurnPipeline pipeline, TurnConfig config, Pollers pollers, SpaceGateway gateway) {
        this.claims = claims;
        this.pipeline = pipeline;
        this.config = config;
        this.pollers = pollers;
        this.slots = new Slots(
                gateway.concurrency() > 0 ? gateway.concurrency() : config.workers(), this::wakeIfThereMayBeMore);
    }

    @Override
    public String name() {
        return "turn";
    }

    @Override
    public Duration pollOnce() {
        int room = slots.free();
        List<Claim> claimed = room == 0 ? List.of() : claims.claim(owner, room, config.lease(), config.patience());
        full = claimed.size() == room; // then whoever ends next wakes us
        claimed.forEach(this::start);
        return idle();
    }

    private void start(Claim claim) {
        running.add(claim.conversation());
        slots.start("turn-" + claim.conversation(), () -> {
            try {
                pipeline.run(claim);
            } finally {
                running.remove(claim.conversation());
            }
        });
    }

    private void wakeIfThereMayBeMore() {
        if (full) {
            pollers.wake(name());
        }
    }

    String owner() {
        return owner;
    }

    List<ConversationId> running() {
        return List.copyOf(running);
    }

    /** Waits for the turns under way, then gives the leases of the rest back so that another replica need not wait. */
    void drain(@Observes ShutdownEvent event) {
        try {
            if (!slots.takeAll(config.drain())) {
                LOG.warnf(
                        "%s turns were still running after %s and are left to others", running.size(), config.drain());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        claims.release(owner);
    }
}
