package dev.relaydesk.handoff;

import dev.relaydesk.delivery.Deliveries;
import dev.relaydesk.platform.poll.Poller;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Follows what colleagues wrote elsewhere on its way to the customer, and has it marked where they wrote it. */
@ApplicationScoped
class StaffWords implements Poller {

    private static final String NAME = "handoff.words";
    private static final Duration SOON = Duration.ofMillis(300);

    /** A refusal that the provider reports after it took a message comes within minutes. */
    private static final String AFTERWARDS = "now() + interval '1 hour'";

    private static final String WATCHED = """
            /* handoff.words */
            SELECT id, channel, provider_id, staff_key, place, handoff_id, message_id, mark FROM handoff_event
            WHERE watch_until > now() ORDER BY watch_until DESC LIMIT 200
            """;

    /** Where it was written; who wrote it, where that has no name. */
    private record Spot(UUID handoff, String channel, String recipient) {

        static Spot of(ResultSet row) throws SQLException {
            return new Spot(
                    row.getObject("handoff_id", UUID.class),
                    row.getString("channel"),
                    row.getString(row.getString("place") == null ? "staff_key" : "provider_id"));
        }
    }

    private record Word(
            UUID event, Spot spot, UUID message, @Nullable String mark) {}

    private record FirstTime(UUID event, BiConsumer<Handle, UUID> link) implements Takeovers.Once {

        @Override
        public boolean isFirst(Handle transaction) {
            return transaction
                    .createQuery("SELECT message_id IS NULL FROM handoff_event WHERE id = :id FOR UPDATE")
                    .bind("id", event)
                    .mapTo(Boolean.class)
                    .one();
        }

        @Override
        public void written(Handle transaction, UUID message) {
            link.accept(transaction, message);
        }
    }

    private final Jdbi jdbi;
    private final Deliveries deliveries;
    private final Notices notices;
    private final Pollers pollers;

    StaffWords(Jdbi jdbi, Deliveries deliveries, Notices notices, Pollers pollers) {
        this.jdbi = jdbi;
        this.deliveries = deliveries;
        this.notices = notices;
        this.pollers = pollers;
    }

    /** Makes an answer out of the event, once. */
    Takeovers.Once answer(UUID event, UUID handoff) {
        return new FirstTime(event, (transaction, message) -> {
            transaction
                    .createUpdate("""
                            UPDATE handoff_event SET message_id = :message, handoff_id = :handoff, watch_until = 'infinity'
                            WHERE id = :id
                            """)
                    .bind("id", event)
                    .bind("message", message)
                    .bind("handoff", handoff)
                    .execute();
            transaction.afterCommit(() -> pollers.wakeIn(NAME, SOON));
        });
    }

    /** Makes a private note out of the event, once. */
    Takeovers.Once note(UUID event, UUID handoff) {
        return new FirstTime(
                event,
                (transaction, message) -> transaction
                        .createQuery("""
                        UPDATE handoff_event SET message_id = :message, handoff_id = :handoff, mark = 'kept'
                        WHERE id = :id RETURNING *
                        """)
                        .bind("id", event)
                        .bind("message", message)
                        .bind("handoff", handoff)
                        .map((row, _) -> Spot.of(row))
                        .forEach(spot -> tell(transaction, spot, Notice.Kind.KEPT, null)));
    }

    /** Marks what was not passed on, and of which the writer was told why. */
    void refused(Handle transaction, UUID event, UUID handoff) {
        transaction
                .createQuery("""
                        UPDATE handoff_event SET mark = 'refused', handoff_id = :handoff
                        WHERE id = :id AND mark IS NULL AND kind <> 'press' RETURNING *
                        """)
                .bind("id", event)
                .bind("handoff", handoff)
                .map((row, _) -> Spot.of(row))
                .forEach(spot -> tell(transaction, spot, Notice.Kind.NOT_SENT, null));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration pollOnce() {
        List<Word> watched = jdbi.withHandle(handle -> handle.createQuery(WATCHED)
                .map((row, _) -> new Word(
                        row.getObject("id", UUID.class),
                        Spot.of(row),
                        row.getObject("message_id", UUID.class),
                        row.getString("mark")))
                .list());
        if (watched.isEmpty()) {
            return idle();
        }
        Map<UUID, Deliveries.Fate> fates = jdbi.withHandle(handle ->
                deliveries.fates(handle, watched.stream().map(Word::message).toList()));
        boolean open = false;
        for (Word word : watched) {
            Deliveries.Fate fate = fates.getOrDefault(word.message(), new Deliveries.Fate.Open());
            open |= word.mark() == null && fate instanceof Deliveries.Fate.Open;
            mark(word, fate);
        }
        return open ? SOON : idle();
    }

    private void mark(Word word, Deliveries.Fate fate) {
        switch (fate) {
            case Deliveries.Fate.Open() -> {
                // Its time will come: a message ends within the customer's window.
            }
            case Deliveries.Fate.WentOut() -> mark(word, "went_out", AFTERWARDS, Notice.Kind.WENT_OUT, null);
            case Deliveries.Fate.NotSent lost -> mark(word, "not_sent", "NULL", Notice.Kind.NOT_SENT, reason(lost));
        }
    }

    /** Two replicas may come to the same end: one of them writes it down. */
    private void mark(Word word, String mark, String until, Notice.Kind kind, @Nullable String text) {
        jdbi.useTransaction(transaction -> {
            boolean first = transaction
                            .createUpdate("""
                                    UPDATE handoff_event SET mark = :mark, watch_until = %s
                                    WHERE id = :id AND mark IS NOT DISTINCT FROM cast(:before AS text) AND mark IS DISTINCT FROM :mark
                                    """.formatted(until))
                            .bind("id", word.event())
                            .bind("mark", mark)
                            .bind("before", word.mark())
                            .execute()
                    == 1;
            if (first) {
                tell(transaction, word.spot(), kind, text);
            }
        });
    }

    private void tell(Handle transaction, Spot spot, Notice.Kind kind, @Nullable String text) {
        notices.mark(transaction, spot.handoff(), kind, spot.channel(), spot.recipient(), text);
    }

    private static String reason(Deliveries.Fate.NotSent lost) {
        if (lost.windowClosed()) {
            return "The customer wrote too long ago: the channel takes no free text any more.";
        }
        if (lost.uncertain()) {
            return "Nobody knows whether it arrived: the channel did not say. It is not sent again by itself.";
        }
        return "The channel refused it" + (lost.why() == null ? "." : ": " + lost.why() + ".");
    }
}
