package dev.relaydesk.handoff.slack;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.handoff.StaffEvent;
import dev.relaydesk.handoff.StaffInbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Stores what staff did in Slack, so that Slack can be answered before anything is done about it. */
@ApplicationScoped
class SlackIntake {

    private static final Logger LOG = Logger.getLogger(SlackIntake.class);

    /** The database complains about the content; coming again would not help. */
    private static final Set<String> OF_CONTENT = Set.of("21", "22", "23", "54");

    private static final String SQL_STATE = "SQL state ";
    private static final String NOT_SQL = "not the database's fault";

    private final Jdbi jdbi;
    private final StaffInbox inbox;
    private final Colleagues colleagues;
    private final String notePrefix;

    SlackIntake(Jdbi jdbi, StaffInbox inbox, Colleagues colleagues, SlackConfig config) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.colleagues = colleagues;
        this.notePrefix = config.notePrefix();
    }

    /** What became of it. */
    enum Outcome {
        /** Stored, now or before, or not to be stored. */
        DONE,
        /** Nothing of it can be passed on. */
        ONLY_FILES,
        /** Slack should come again. */
        UNAVAILABLE
    }

    Outcome press(StaffEvent event) {
        return inTransaction(transaction -> {
            inbox.accept(transaction, event);
            return Outcome.DONE;
        });
    }

    /** Only what is written in a thread of ours is looked at: a channel has other talk, which is none of our business. */
    Outcome text(SlackInbound.Text written) {
        return inTransaction(transaction -> {
            if (!isOurThread(transaction, written)) {
                return Outcome.DONE;
            }
            String text = SlackText.decoded(
                            written.text(),
                            id -> colleagues.bySlackId(transaction, id).map(Colleague::name))
                    .strip();
            boolean inside = text.startsWith(notePrefix);
            String words = inside ? text.substring(notePrefix.length()).strip() : text;
            if (words.isEmpty()) {
                return written.files() ? Outcome.ONLY_FILES : Outcome.DONE;
            }
            // Channel and time are a message's key with Slack: the same for each delivery and each kind of event.
            boolean first = inbox.accept(
                    transaction,
                    new StaffEvent(
                            SlackNotifier.CHANNEL,
                            written.channel() + ":" + written.ts(),
                            inside ? StaffEvent.Kind.NOTE : StaffEvent.Kind.TEXT,
                            written.user(),
                            written.thread(),
                            null,
                            written.channel(),
                            words));
            return first && written.files() ? Outcome.ONLY_FILES : Outcome.DONE;
        });
    }

    private static boolean isOurThread(Handle transaction, SlackInbound.Text written) {
        return transaction
                .createQuery("""
                        /* handoff.slack_thread */
                        SELECT EXISTS (SELECT FROM handoff_notice
                                       WHERE channel = :channel AND provider_id = :thread AND place = :place)
                        """)
                .bind("channel", SlackNotifier.CHANNEL)
                .bind("thread", written.thread())
                .bind("place", written.channel())
                .mapTo(boolean.class)
                .one();
    }

    @FunctionalInterface
    private interface Work {
        Outcome in(Handle transaction);
    }

    private Outcome inTransaction(Work work) {
        try {
            return jdbi.inTransaction(transaction -> {
                // Slack waits three seconds.
                transaction.execute("SET LOCAL statement_timeout = 1500");
                return work.in(transaction);
            });
        } catch (RuntimeException e) {
            String state = sqlState(e);
            LOG.errorf("What staff did in Slack cannot be stored: %s", state);
            return isHopeless(state) ? Outcome.DONE : Outcome.UNAVAILABLE;
        }
    }

    private static boolean isHopeless(String state) {
        return state.equals(NOT_SQL)
                || OF_CONTENT.contains(state.substring(SQL_STATE.length(), SQL_STATE.length() + 2));
    }

    private static String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException complaint) {
                return SQL_STATE + complaint.getSQLState();
            }
        }
        return NOT_SQL;
    }
}
