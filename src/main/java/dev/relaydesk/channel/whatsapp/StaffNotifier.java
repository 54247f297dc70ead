package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.delivery.SendResult;
import dev.relaydesk.handoff.HandoffCard;
import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.NoticeResult;
import dev.relaydesk.handoff.Notifier;
import dev.relaydesk.handoff.StaffEvent;
import dev.relaydesk.platform.db.SqlTrouble;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells colleagues on their own phones. Outside the 24 hours after they last wrote, only the approved template reaches them;
 * what else there is to say waits for the console.
 */
@ApplicationScoped
class StaffNotifier implements Notifier {

    private static final Logger LOG = Logger.getLogger(StaffNotifier.class);

    /** Longer than this a request does not wait for an account that is stopped: the next step of the ladder is better. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** A status tells within seconds whether an unclear send was taken. */
    private static final Duration EVIDENCE = Duration.ofSeconds(20);

    private static final String WINDOW_CLOSED = "131047";

    private static final String LOST =
            "Nothing of this reached a customer: it is not clear whom you mean. Reply to the notice or to one of the customer's"
                    + " messages.";

    private static final String ONLY_TEXT =
            "Only text can be passed on. Nothing of this reached a customer; write it in words, as a reply to the notice.";

    private final StaffNumbers numbers;
    private final StaffBook book;
    private final StaffQueue queue;
    private final WhatsAppAccounts accounts;
    private final StaffConfig template;
    private final GraphClient graph;

    StaffNotifier(
            StaffNumbers numbers,
            StaffBook book,
            StaffQueue queue,
            WhatsAppAccounts accounts,
            StaffConfig template,
            WhatsAppConfig config) {
        this.numbers = numbers;
        this.book = book;
        this.queue = queue;
        this.accounts = accounts;
        this.template = template;
        this.graph = new GraphClient(config.connectTimeout(), config.sendTimeout());
    }

    @PreDestroy
    void close() {
        graph.close();
    }

    @Override
    public String channel() {
        return WhatsAppTranslator.CHANNEL;
    }

    @Override
    public List<Recipient> recipients(Handle handle, @Nullable String department) {
        return numbers.of(handle, department);
    }

    @Override
    public boolean isBridge() {
        return true;
    }

    @Override
    public Optional<String> emailOf(String number) {
        return numbers.emailOf(number);
    }

    @Override
    public NoticeResult send(Notice notice) {
        try {
            return switch (notice.kind()) {
                case REQUEST -> request(notice);
                case REMINDER, ANSWER -> text(notice);
                case CUSTOMER -> isWithAssignee(notice) ? text(notice) : new NoticeResult.Skipped();
                // Who has taken it over learns that it worked, and has a message to reply to.
                case UPDATE -> isWithAssignee(notice) && isOpen(notice) ? text(notice) : new NoticeResult.Skipped();
                // Each message costs money, and what a colleague wrote elsewhere the colleague knows.
                case AGENT, KEPT, WENT_OUT -> new NoticeResult.Skipped();
                case NOT_SENT -> notice.text() == null ? new NoticeResult.Skipped() : text(notice);
            };
        } catch (RuntimeException e) {
            LOG.errorf("A notice could not be prepared: %s", SqlTrouble.describe(e));
            return new NoticeResult.TryLater(
                    Duration.ofSeconds(5), "internal", e.getClass().getSimpleName());
        }
    }

    @Override
    public void tellLost(String number) {
        hint(accounts.forStaff(), number, LOST);
    }

    /** Tells colleagues whose picture or voice note cannot be passed on. A courtesy: it is tried once. */
    void answerUnreadable(StaffPost post) {
        post.words().stream()
                .filter(word -> word.event() == null)
                .forEach(word -> accounts.find(word.account())
                        .ifPresent(account -> Thread.ofVirtual()
                                .name("whatsapp-staff-hint")
                                .start(() -> hint(account, word.number(), ONLY_TEXT))));
    }

    /** Belongs to no notice; whoever gets it has just written, so the window is open. */
    private void hint(WhatsAppAccount account, String number, String text) {
        SendResult result = graph.send(account, StaffMessage.text(number, new UUID(0, 0), text), 1);
        LOG.debugf("Hint to staff: %s", result.getClass().getSimpleName());
    }

    private NoticeResult request(Notice notice) {
        WhatsAppAccount account = accounts.forStaff();
        String id = account.phoneNumberId();
        return switch (queue.next(id, notice, StaffMessage.line(notice.card()))) {
            case StaffQueue.Turn.Done(String providerId) -> new NoticeResult.Sent(providerId, id);
            case StaffQueue.Turn.Later(Duration after) ->
                new NoticeResult.TryLater(after, "grouped", "waits to be told together with others");
            case StaffQueue.Turn.Now(List<StaffQueue.Waiting> together) -> requestNow(account, notice, together);
        };
    }

    private NoticeResult requestNow(WhatsAppAccount account, Notice notice, List<StaffQueue.Waiting> together) {
        String id = account.phoneNumberId();
        boolean open = book.isOpen(id, notice.recipient());
        ObjectNode body = open
                ? StaffMessage.request(notice.recipient(), notice.id(), notice.card(), together)
                : StaffMessage.template(
                        notice.recipient(),
                        notice.id(),
                        template.whatsappTemplate(),
                        template.whatsappTemplateLanguage(),
                        together);
        NoticeResult result = result(account, notice, graph.send(account, body, notice.attempt()), open);
        switch (result) {
            case NoticeResult.Sent(String providerId, String _) -> {
                queue.sent(id, notice, providerId);
                return new NoticeResult.Sent(together.size() == 1 ? providerId : providerId + "#1", id);
            }
            case NoticeResult.TryLater _ -> queue.notSent(id, notice, false);
            case NoticeResult.Failed _, NoticeResult.Skipped _ -> queue.notSent(id, notice, true);
        }
        return result;
    }

    private boolean isOpen(Notice notice) {
        return book.isOpen(accounts.forStaff().phoneNumberId(), notice.recipient());
    }

    private NoticeResult text(Notice notice) {
        WhatsAppAccount account = accounts.forStaff();
        if (!isOpen(notice)) {
            return new NoticeResult.Failed("window-closed", "the colleague has not written here within a day");
        }
        return result(account, notice, graph.send(account, body(notice), notice.attempt()), true);
    }

    private ObjectNode body(Notice notice) {
        HandoffCard card = notice.card();
        String text = notice.text() == null ? "" : notice.text();
        return switch (notice.kind()) {
            case ANSWER ->
                isWithAssignee(notice)
                        ? StaffMessage.withButton(
                                notice.recipient(),
                                notice.id(),
                                text.isBlank() ? "Done" : text,
                                "Hand back",
                                new StaffButton(StaffEvent.HAND_BACK, card.handoff()))
                        : StaffMessage.text(notice.recipient(), notice.id(), text.isBlank() ? "Done" : text);
            case REMINDER ->
                StaffMessage.withButton(
                        notice.recipient(),
                        notice.id(),
                        text.isBlank() ? "*Still waiting*\n" + StaffMessage.line(card) : text,
                        "Take over",
                        new StaffButton(StaffEvent.TAKE, card.handoff()));
            case UPDATE ->
                StaffMessage.withButton(
                        notice.recipient(),
                        notice.id(),
                        StaffMessage.taken(card),
                        "Hand back",
                        new StaffButton(StaffEvent.HAND_BACK, card.handoff()));
            case NOT_SENT ->
                StaffMessage.text(
                        notice.recipient(),
                        notice.id(),
                        "*Not sent to " + StaffMessage.flat(card.customer(), 60) + "*\n" + text);
            case CUSTOMER, AGENT, REQUEST, KEPT, WENT_OUT ->
                StaffMessage.text(
                        notice.recipient(), notice.id(), "*" + StaffMessage.flat(card.customer(), 60) + "*\n" + text);
        };
    }

    /** The bridge leads only to the phone of the colleague who has taken it over. */
    private boolean isWithAssignee(Notice notice) {
        return numbers.owner(notice.recipient())
                .filter(owner -> notice.card().isWith(owner.id()))
                .isPresent();
    }

    private NoticeResult result(WhatsAppAccount account, Notice notice, SendResult sent, boolean windowOpen) {
        return switch (sent) {
            case SendResult.Accepted(String providerId) -> new NoticeResult.Sent(providerId, account.phoneNumberId());
            case SendResult.TryLater(Duration after, String code, String detail) ->
                new NoticeResult.TryLater(after, code, detail);
            case SendResult.AccountStopped(Duration pause, String code, String detail) ->
                pause.compareTo(PATIENCE) > 0
                        ? new NoticeResult.Failed(code, detail)
                        : new NoticeResult.TryLater(pause, code, detail);
            case SendResult.Unknown(String code, String detail) -> new NoticeResult.TryLater(EVIDENCE, code, detail);
            case SendResult.Rejected(String code, String detail) -> {
                if (windowOpen && code.equals(WINDOW_CLOSED)) {
                    book.isClosed(account.phoneNumberId(), notice.recipient());
                    yield new NoticeResult.TryLater(Duration.ofSeconds(1), code, detail);
                }
                yield new NoticeResult.Failed(code, detail);
            }
        };
    }
}
