package dev.relaydesk.delivery;

import dev.relaydesk.platform.limit.RateLimits;
import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.platform.poll.Slots;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Sends what is due: the attempt is committed before the wire, the outcome after it, and nothing in between is held. */
@ApplicationScoped
public class DeliveryWorker implements Poller {

    static final String NAME = "delivery";
    static final String ACCOUNT_PACE = "account_pace";

    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

    /** A send waits this long for the account's pace before it is put back; the rest of the claim belongs to the wire. */
    private static final Duration LONGEST_PACING = Duration.ofMillis(500);

    private final Channels channels;
    private final OutboxClaims claims;
    private final Settlement settlement;
    private final RateLimits limits;
    private final Pollers pollers;
    private final DeliveryTiming timing;
    private final Slots slots;

    DeliveryWorker(
            Channels channels,
            OutboxClaims claims,
            Settlement settlement,
            RateLimits limits,
            Pollers pollers,
            DeliveryTiming timing) {
        this.channels = channels;
        this.claims = claims;
        this.settlement = settlement;
        this.limits = limits;
        this.pollers = pollers;
        this.timing = timing;
        this.slots = new Slots(timing.concurrency());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        int room = slots.free();
        List<OnTheWay> due = room == 0 ? List.of() : claims.claim(room);
        for (OnTheWay message : due) {
            slots.start("send-" + message.outboxId(), () -> sendOne(message));
        }
        return due.isEmpty() ? idle() : Duration.ZERO;
    }

    /** Sends what a transaction of the caller has put on its way and committed; the caller's thread does the waiting. */
    public void send(List<OnTheWay> messages) {
        messages.forEach(this::sendOne);
    }

    private void sendOne(OnTheWay message) {
        SendResult result = attempt(message);
        if (!(result instanceof SendResult.Accepted)) {
            LOG.infof(
                    "Message %s, attempt %s: %s",
                    message.outboxId(), message.message().attempt(), result);
        }
        if (settlement.settle(message, result)) {
            pollers.wake(NAME); // the next part, or the next message, of this conversation
        }
    }

    private SendResult attempt(OnTheWay message) {
        ChannelSender sender = channels.of(message.channel());
        String account = message.message().account();
        SendPace pace = sender.accountPace(account);
        if (!pace.isUnlimited()) {
            Duration wait = pacing(message.channel() + ":" + account, pace);
            if (!wait.isZero()) {
                return new SendResult.TryLater(wait, ACCOUNT_PACE, "The account's own limit");
            }
        }
        if (!message.isFresh(timing.claim())) {
            return new SendResult.TryLater(Duration.ZERO, "held_up", "The process was held up before the first byte");
        }
        try {
            return sender.send(message.message());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Channel %s broke its promise", message.channel());
            return new SendResult.Unknown("sender", e.getClass().getSimpleName());
        }
    }

    /** Waits for the account's turn; zero when it came, otherwise how long it would still take. */
    private Duration pacing(String key, SendPace pace) {
        Duration wait = limits.take("send:" + key, pace.interval(), pace.burst());
        if (wait.isZero() || wait.compareTo(LONGEST_PACING) > 0) {
            return wait;
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return wait;
        }
        return limits.take("send:" + key, pace.interval(), pace.burst());
    }
}
