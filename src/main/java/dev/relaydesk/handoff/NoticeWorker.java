package dev.relaydesk.handoff;

import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import dev.relaydesk.platform.poll.Slots;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Tells staff what is to be told, each recipient in order. */
@ApplicationScoped
class NoticeWorker implements Poller {

    static final String NAME = "handoff.notice";

    private static final Logger LOG = Logger.getLogger(NoticeWorker.class);
    private static final int AT_ONCE = 8;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final NoticeClaims claims;
    private final NotifierList notifiers;
    private final HandoffConfig config;
    private final Pollers pollers;
    private final Slots slots;

    NoticeWorker(NoticeClaims claims, NotifierList notifiers, HandoffConfig config, Pollers pollers) {
        this.claims = claims;
        this.notifiers = notifiers;
        this.config = config;
        this.pollers = pollers;
        this.slots = new Slots(AT_ONCE, () -> pollers.wake(NAME)); // for what waits behind it
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        int room = slots.free();
        List<NoticeClaims.Due> due = room == 0 ? List.of() : claims.take(room);
        for (NoticeClaims.Due notice : due) {
            slots.start("notice-" + notice.id(), () -> tell(notice)); // if it breaks off, its claim runs out
        }
        return due.isEmpty() ? idle() : Duration.ZERO;
    }

    private void tell(NoticeClaims.Due due) {
        Notifier notifier = notifiers.find(due.channel()).orElse(null);
        HandoffCard card = claims.card(due.handoff()).orElse(null);
        if (notifier == null || card == null) {
            claims.closed(due, "failed", "no_notifier", "This way to reach staff is not set up any more");
            return;
        }
        if (belongsToARequest(due.kind()) && due.parent() == null) {
            claims.closed(due, "skipped", "no_request", "The request was not told here");
            return;
        }
        NoticeResult result = notifier.send(due.with(card));
        LOG.debugf("Notice %s to %s, attempt %s: %s", due.id(), due.channel(), due.attempt(), result);
        switch (result) {
            case NoticeResult.Sent sent -> claims.sent(due, sent);
            case NoticeResult.Skipped() -> claims.closed(due, "skipped", null, null);
            case NoticeResult.Failed(String code, String detail) -> fail(due, code, detail);
            case NoticeResult.TryLater(Duration after, String code, String detail) -> {
                if (due.attempt() >= config.noticeAttempts()) {
                    fail(due, code, detail);
                } else {
                    claims.later(due, pause(due.attempt(), after), code, detail);
                }
            }
        }
    }

    private void fail(NoticeClaims.Due due, String code, String detail) {
        LOG.warnf("Staff could not be told by %s: %s", due.channel(), code);
        claims.closed(due, "failed", code, detail);
        pollers.wake("handoff.ladder");
    }

    private static boolean belongsToARequest(Notice.Kind kind) {
        return switch (kind) {
            case UPDATE, CUSTOMER, AGENT -> true;
            case REQUEST, REMINDER, ANSWER, KEPT, WENT_OUT, NOT_SENT -> false;
        };
    }

    private static Duration pause(int attempt, Duration atLeast) {
        Duration growing = Duration.ofSeconds(1L << Math.min(attempt, 6));
        Duration longer = growing.compareTo(atLeast) > 0 ? growing : atLeast;
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
