package dev.relaydesk.handoff;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.poll.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Does what staff asked for in Slack or WhatsApp, one after the other, and tells them when it cannot be done. */
@ApplicationScoped
class StaffEventWorker implements Poller {

    private static final Logger LOG = Logger.getLogger(StaffEventWorker.class);
    private static final int ATTEMPTS = 5;
    private static final Duration CLAIM = Duration.ofSeconds(60);

    private static final String TAKE = """
            /* handoff.staff_events */
            WITH due AS (
                SELECT id FROM handoff_event WHERE state = 'received' AND due_at <= now()
                ORDER BY due_at, id LIMIT 10 FOR UPDATE SKIP LOCKED)
            UPDATE handoff_event e
            SET attempts = attempts + 1, due_at = now() + :claimMillis * interval '1 millisecond'
            FROM due WHERE e.id = due.id
            RETURNING e.*
            """;

    private static final String FIND = """
            SELECT h.id, h.conversation_id FROM handoff h
            WHERE h.id = coalesce(
                cast(:handoff AS uuid),
                (SELECT n.handoff_id FROM handoff_notice n
                 WHERE n.channel = :channel AND n.provider_id = :notice%s
                 ORDER BY n.id DESC LIMIT 1))
            """;

    private static final String FIND_ANYWHERE = FIND.formatted("");
    /** A message's key is only one within its channel. */
    private static final String FIND_THERE = FIND.formatted(" AND (n.place = :place OR n.place IS NULL)");

    /** Where somebody who quotes nothing most likely means his only open conversation. */
    private static final String ONLY_ONE = """
            SELECT min(h.id::text)::uuid AS id, min(h.conversation_id::text)::uuid AS conversation_id
            FROM handoff h WHERE h.state = 'taken' AND h.assignee = :who HAVING count(*) = 1
            """;

    private record Event(
            UUID id,
            String channel,
            StaffEvent.Kind kind,
            String staffKey,
            @Nullable String notice,
            @Nullable UUID handoff,
            @Nullable String place,
            String value,
            int attempts) {}

    private record Found(UUID handoff, ConversationId conversation) {}

    private final Jdbi jdbi;
    private final Colleagues colleagues;
    private final NotifierList notifiers;
    private final Notices notices;
    private final Takeovers takeovers;
    private final StaffWords staffWords;
    private final ZoneId zone;

    StaffEventWorker(
            Jdbi jdbi,
            Colleagues colleagues,
            NotifierList notifiers,
            Notices notices,
            Takeovers takeovers,
            StaffWords staffWords,
            HandoffConfig config) {
        this.jdbi = jdbi;
        this.colleagues = colleagues;
        this.notifiers = notifiers;
        this.notices = notices;
        this.takeovers = takeovers;
        this.staffWords = staffWords;
        this.zone = config.zone();
    }

    @Override
    public String name() {
        return StaffInbox.WORKER;
    }

    @Override
    public Duration pollOnce() {
        List<Event> due = jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("claimMillis", CLAIM.toMillis())
                .map((row, _) -> new Event(
                        row.getObject("id", UUID.class),
                        row.getString("channel"),
                        StaffEvent.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("staff_key"),
                        row.getString("notice_ref"),
                        row.getObject("handoff_id", UUID.class),
                        row.getString("place"),
                        row.getString("value"),
                        row.getInt("attempts")))
                .list());
        due.forEach(this::handle);
        return due.isEmpty() ? idle() : Duration.ZERO;
    }

    private void handle(Event event) {
        try {
            close(event, react(event) ? "done" : "refused");
        } catch (RuntimeException e) {
            LOG.errorf(e, "What staff did in %s could not be done, attempt %s", event.channel(), event.attempts());
            if (event.attempts() >= ATTEMPTS) {
                close(event, "refused");
            }
        }
    }

    private boolean react(Event event) {
        Colleague who = match(event).orElse(null);
        Found found = find(event, who).orElse(null);
        if (found == null) {
            LOG.infof("An event from %s belongs to no handoff", event.channel());
            notifiers.find(event.channel()).ifPresent(notifier -> notifier.tellLost(event.staffKey()));
            return false;
        }
        if (who == null || !who.mayAnswer()) {
            return refuse(
                    event,
                    found,
                    "You have no account here that may talk to customers. Ask an administrator to add you.");
        }
        if (event.value().isBlank()) {
            return false;
        }
        return switch (done(event, found, who)) {
            case TakeoverResult.Done _ -> true;
            case TakeoverResult.TakenBefore(String name, var at) ->
                refuse(
                        event,
                        found,
                        "%s has had this conversation since %s."
                                .formatted(
                                        name,
                                        DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                                                .format(at.atZone(zone))));
            case TakeoverResult.Refused(String _, String detail) -> refuse(event, found, detail + ".");
        };
    }

    private TakeoverResult done(Event event, Found found, Colleague who) {
        return switch (event.kind()) {
            case TEXT ->
                takeovers.reply(
                        found.conversation(),
                        null,
                        who,
                        event.value(),
                        event.channel(),
                        staffWords.answer(event.id(), found.handoff()));
            case NOTE ->
                takeovers.note(found.conversation(), who, event.value(), staffWords.note(event.id(), found.handoff()));
            case PRESS -> press(event, found, who);
        };
    }

    private TakeoverResult press(Event event, Found found, Colleague who) {
        return switch (event.value()) {
            case StaffEvent.TAKE -> takeovers.take(found.conversation(), null, who, event.channel());
            case StaffEvent.HAND_BACK -> takeovers.handBack(found.conversation(), null, who, null);
            default -> new TakeoverResult.Refused("unknown", "That button is not known here");
        };
    }

    private boolean refuse(Event event, Found found, String text) {
        String recipient = event.place() == null ? event.staffKey() : event.place() + ":" + event.staffKey();
        jdbi.useTransaction(transaction -> {
            notices.answer(transaction, found.handoff(), event.channel(), recipient, text);
            staffWords.refused(transaction, event.id(), found.handoff());
        });
        return false;
    }

    private Optional<Colleague> match(Event event) {
        return switch (event.channel()) {
            case "slack" ->
                jdbi.withHandle(handle -> colleagues.bySlackId(handle, event.staffKey()))
                        .or(() -> byEmailInSlack(event.staffKey()));
            case "whatsapp" ->
                jdbi.withHandle(handle -> colleagues.byWhatsapp(handle, event.staffKey()))
                        .or(() -> byEmail(event));
            default -> byEmail(event);
        };
    }

    private Optional<Colleague> byEmailInSlack(String slackId) {
        Optional<Colleague> found = notifiers
                .find("slack")
                .flatMap(notifier -> notifier.emailOf(slackId))
                .flatMap(email -> jdbi.withHandle(handle -> colleagues.byEmail(handle, email)));
        found.ifPresent(colleague -> colleagues.rememberSlackId(colleague.id(), slackId));
        return found;
    }

    private Optional<Colleague> byEmail(Event event) {
        return notifiers
                .find(event.channel())
                .flatMap(notifier -> notifier.emailOf(event.staffKey()))
                .flatMap(email -> jdbi.withHandle(handle -> colleagues.byEmail(handle, email)));
    }

    private Optional<Found> find(Event event, @Nullable Colleague who) {
        return jdbi.withHandle(handle -> handle.createQuery(event.place() == null ? FIND_ANYWHERE : FIND_THERE)
                        .bind("handoff", event.handoff())
                        .bind("channel", event.channel())
                        .bind("notice", event.notice())
                        .bind("place", event.place())
                        .map((row, _) -> new Found(
                                row.getObject("id", UUID.class),
                                new ConversationId(row.getObject("conversation_id", UUID.class))))
                        .findOne())
                .or(() -> who == null || event.notice() != null || event.handoff() != null
                        ? Optional.empty()
                        : jdbi.withHandle(handle -> handle.createQuery(ONLY_ONE)
                                .bind("who", who.id())
                                .map((row, _) -> new Found(
                                        row.getObject("id", UUID.class),
                                        new ConversationId(row.getObject("conversation_id", UUID.class))))
                                .findOne()));
    }

    private void close(Event event, String state) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE handoff_event SET state = :state WHERE id = :id")
                .bind("id", event.id())
                .bind("state", state)
                .execute());
    }
}
