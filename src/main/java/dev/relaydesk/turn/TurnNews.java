package dev.relaydesk.turn;

import dev.relaydesk.conversation.Claim;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.MDC;

/** Says that turns begin and end: to whoever watches, to the log's context and to the metrics. */
@ApplicationScoped
class TurnNews {

    private final LiveTurns live;
    private final MeterRegistry metrics;
    private final Clock clock;

    TurnNews(LiveTurns live, MeterRegistry metrics, Clock clock) {
        this.live = live;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Returns when the turn began. */
    Instant started(Claim claim, UUID turn) {
        MDC.put("conversation", claim.conversation().toString());
        MDC.put("turn", turn.toString());
        live.tell(new TurnEvent.Started(claim.conversation(), turn));
        return clock.instant();
    }

    void ended(Claim claim, UUID turn, String outcome) {
        metrics.counter("relaydesk_turns", "outcome", outcome, "channel", claim.channel())
                .increment();
        live.tell(new TurnEvent.Ended(claim.conversation(), turn, outcome));
        MDC.remove("conversation");
        MDC.remove("turn");
    }
}
