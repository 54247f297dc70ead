package dev.relaydesk.delivery;

import dev.relaydesk.platform.limit.RateLimits;
import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Sends what is due: the attempt is committed before the wire, the outcome after it, and nothing in between is held. */
@ApplicationScoped
public class DeliveryWorker implements Poller {

    static final String NAME = "delivery";

    /** The code of a message that was not tried, because the account had sent enough for the moment. */
    static final String PACED = "account_pace";

    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

    /** A send waits this long for the account's pace before it is put back; the rest of the claim belongs to the wire. */
    private static final Duration LONGEST_PACING = Duration.ofMillis(500);

    private final Channels channels;
    private final List<ChannelSender> senders;
    private final OutboxClaims claims;
    private final Settlement settlement;
    private final RateLimits limits;
    private final Pollers pollers;
    private final Semaphore free;

    DeliveryWorker(
            Channels channels,
            @Any Instance<ChannelSender> senders,
            OutboxClaims claims,
            Settlement settlement,
            RateLimits limits,
            Pollers pollers,
            DeliveryTiming timing) {
        this.channels = channels;
        this.senders = senders.stream().toList();
        this.claims = claims;
        this.settlement = settlement;
        this.limits = limits;
        this.pollers = pollers;
        this.free = new Semaphore(timing.concurrency());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        Duration rest = idle();
        for (ChannelSender sender : senders) {
            int room = free.availablePermits();
            List<OnTheWay> due = room == 0 ? List.of() : claims.claim(sender, room);
            for (OnTheWay message : due) {
                free.acquireUninterruptibly();
                Thread.ofVirtual().name("send-" + message.outboxId()).start(() -> {
                    try {
                        sendOne(message);
                    } finally {
                        free.release();
                    }
                });
            }
            if (!due.isEmpty()) {
                rest = Duration.ZERO;
            }
        }
        return rest;
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
        settlement.settle(message, result);
        pollers.wake(NAME); // the next part, or the next message, of this conversation
    }

    private SendResult attempt(OnTheWay message) {
        ChannelSender sender = channels.of(message.channel());
        String account = message.message().account();
        SendPace pace = sender.accountPace(account);
        if (!pace.isUnlimited()) {
            Duration wait = pacing(message.channel() + ":" + account, pace);
            if (!wait.isZero()) {
                return new SendResult.TryLater(wait, PACED, "The account's own limit");
            }
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
