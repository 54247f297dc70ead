package dev.relaydesk.handoff;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Audit;
import dev.relaydesk.access.Colleague;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Announcements;
import dev.relaydesk.delivery.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The fence between colleagues and the bot. Each call locks the conversation's control row, as each send of the bot does: every
 * send is before the takeover, or does not happen (reliability R24).
 */
@ApplicationScoped
public class Takeovers {

    /** What happens while the floor is locked. */
    @FunctionalInterface
    private interface Move {
        TakeoverResult in(Handle transaction, Floor floor, Announcements.Spoken spoken);
    }

    /** Ties what is written to the event that brought it, in the transaction that writes it: an event is done once. */
    interface Once {

        boolean isFirst(Handle transaction);

        void written(Handle transaction, UUID message);
    }

    /** For calls that are repeated by nobody, or by a key. */
    private static final Once EACH_TIME = new Once() {
        @Override
        public boolean isFirst(Handle transaction) {
            return true;
        }

        @Override
        public void written(Handle transaction, UUID message) {
            // Nobody asks for it again.
        }
    };

    private final Handoffs handoffs;
    private final Speaker speaker;
    private final Notices notices;
    private final Announcements announcements;
    private final CustomerWords words;
    private final ModelNotes modelNotes;
    private final Wire wire;
    private final Audit audit;

    Takeovers(
            Handoffs handoffs,
            Speaker speaker,
            Notices notices,
            Announcements announcements,
            CustomerWords words,
            ModelNotes modelNotes,
            Wire wire,
            Audit audit) {
        this.handoffs = handoffs;
        this.speaker = speaker;
        this.notices = notices;
        this.announcements = announcements;
        this.words = words;
        this.modelNotes = modelNotes;
        this.wire = wire;
        this.audit = audit;
    }

    /**
     * Gives the conversation to a colleague. Once this has returned {@link TakeoverResult.Done} no message of the bot starts
     * towards the customer; one that was on the wire has ended, or is reported as unresolved. For the same colleague again:
     * the same answer.
     *
     * @param epoch the one that the colleague saw; null to take it whatever has happened since
     * @param via where it was done: {@code console}, {@code slack}, {@code whatsapp}, {@code mail}, {@code api}
     */
    public TakeoverResult take(ConversationId conversation, @Nullable Long epoch, Colleague who, String via) {
        return silenced(conversation, move(conversation, epoch, (transaction, floor, spoken) -> {
            if (floor.isWith(who)) {
                return done(floor.epoch());
            }
            return floor.assignee() != null ? floor.winner(transaction) : give(transaction, floor, who, via, spoken);
        }));
    }

    private TakeoverResult give(
            Handle transaction, Floor floor, Colleague who, String via, Announcements.Spoken spoken) {
        if (floor.mode() != Mode.HUMAN_HANDOFF) {
            handoffs.request(
                    transaction,
                    floor.conversation(),
                    HandoffRequest.byStaff(),
                    actor(who).key());
        }
        UUID handoff = floor.give(transaction, who, via);
        announcements.say(transaction, floor.conversation(), language -> words.joined(who.name(), language), spoken);
        notices.update(transaction, handoff);
        record(transaction, floor, who, "took_over", via);
        return done(floor.mode() == Mode.HUMAN_HANDOFF ? floor.epoch() : floor.epoch() + 1);
    }

    /**
     * Sends what a colleague wrote to the customer, at most once. In a conversation that nobody else has it is a takeover: never
     * both voices (reliability R31).
     */
    public TakeoverResult reply(
            ConversationId conversation, @Nullable Long epoch, Colleague who, String text, String via) {
        return reply(conversation, epoch, who, text, via, EACH_TIME);
    }

    TakeoverResult reply(
            ConversationId conversation, @Nullable Long epoch, Colleague who, String text, String via, Once once) {
        return silenced(conversation, move(conversation, epoch, (transaction, floor, spoken) -> {
            if (!once.isFirst(transaction)) {
                return done(floor.epoch());
            }
            if (!floor.isWith(who)) {
                if (floor.assignee() != null) {
                    return floor.winner(transaction);
                }
                give(transaction, floor, who, via, spoken);
            }
            once.written(transaction, announcements.sayAsAgent(transaction, conversation, text, spoken));
            Handoffs.open(transaction, conversation)
                    .ifPresent(handoff -> notices.agentWrote(transaction, handoff, who.name() + ": " + text, via));
            transaction.createUpdate("""
                            UPDATE handoff SET last_activity_at = now(), reminded_at = NULL
                            WHERE conversation_id = :id AND state = 'taken'
                            """).bind("id", conversation.value()).execute();
            return done(floor.mode() == Mode.HUMAN_HANDOFF ? floor.epoch() : floor.epoch() + 1);
        }));
    }

    /** Writes something down for colleagues, which the customer never sees. Anybody who may answer may do so. */
    public TakeoverResult note(ConversationId conversation, Colleague who, String text) {
        return note(conversation, who, text, EACH_TIME);
    }

    TakeoverResult note(ConversationId conversation, Colleague who, String text, Once once) {
        return move(conversation, null, (transaction, floor, _) -> {
            if (once.isFirst(transaction)) {
                once.written(transaction, modelNotes.keep(transaction, conversation, who.name() + ": " + text));
            }
            return done(floor.epoch());
        });
    }

    /**
     * Gives the conversation back to the bot. What the customer wrote to the colleague is not answered by the bot.
     *
     * @param note what was agreed, for the model; null for none
     */
    public TakeoverResult handBack(
            ConversationId conversation, @Nullable Long epoch, Colleague who, @Nullable String note) {
        return move(conversation, epoch, (transaction, floor, spoken) -> {
            if (floor.mode() != Mode.HUMAN_HANDOFF) {
                return done(floor.epoch()); // pressed twice
            }
            if (mayNotEnd(floor, who)) {
                return floor.winner(transaction);
            }
            modelNotes.tell(transaction, conversation, note);
            if (note != null && !note.isBlank()) {
                modelNotes.keep(transaction, conversation, who.name() + ": " + note);
            }
            end(transaction, floor, who.name(), "handed_back");
            speaker.backToBot(
                    transaction, conversation, "handed_back", actor(who).key());
            announcements.say(transaction, conversation, words::botIsBack, spoken);
            record(transaction, floor, who, "handed_back", "");
            return done(floor.epoch() + 1);
        });
    }

    /** Ends the conversation; the customer's next message opens another, with the bot. */
    public TakeoverResult close(ConversationId conversation, @Nullable Long epoch, Colleague who) {
        return move(conversation, epoch, (transaction, floor, _) -> {
            if (mayNotEnd(floor, who)) {
                return floor.winner(transaction);
            }
            end(transaction, floor, who.name(), "closed");
            speaker.close(
                    transaction, conversation, "closed_by_staff", actor(who).key());
            record(transaction, floor, who, "closed_conversation", "");
            return done(floor.epoch() + 1);
        });
    }

    private static boolean mayNotEnd(Floor floor, Colleague who) {
        return floor.assignee() != null && !floor.isWith(who) && !who.isAdmin();
    }

    /** Before the speaker changes, whose news would end it without a name. */
    private void end(Handle transaction, Floor floor, String by, String cause) {
        transaction
                .createQuery("""
                        WITH freed AS (
                            UPDATE conversation_control SET assignee = NULL WHERE conversation_id = :id)
                        UPDATE handoff
                        SET state = 'ended', ended_at = now(), ended_by = :by, end_cause = :cause, next_step_at = NULL
                        WHERE conversation_id = :id AND state <> 'ended'
                        RETURNING id
                        """)
                .bind("id", floor.conversation().value())
                .bind("by", by)
                .bind("cause", cause)
                .mapTo(UUID.class)
                .findOne()
                .ifPresent(handoff -> notices.update(transaction, handoff));
    }

    private TakeoverResult move(ConversationId conversation, @Nullable Long epoch, Move move) {
        return announcements.inTransaction((transaction, spoken) -> {
            Floor floor = Floor.lock(transaction, conversation).orElse(null);
            if (floor == null) {
                return new TakeoverResult.Refused("unknown", "There is no conversation " + conversation);
            }
            if (floor.mode() == Mode.CLOSED) {
                return new TakeoverResult.Refused("closed", "The conversation is closed");
            }
            if (epoch != null && epoch != floor.epoch()) {
                return floor.assignee() == null
                        ? new TakeoverResult.Refused(
                                "stale",
                                "The conversation has moved on to epoch %d; look again".formatted(floor.epoch()))
                        : floor.winner(transaction);
            }
            return move.in(transaction, floor, spoken);
        });
    }

    private TakeoverResult silenced(ConversationId conversation, TakeoverResult result) {
        return result instanceof TakeoverResult.Done done
                ? new TakeoverResult.Done(done.epoch(), wire.awaitSilence(conversation))
                : result;
    }

    private static TakeoverResult done(long epoch) {
        return new TakeoverResult.Done(epoch, false);
    }

    private void record(Handle transaction, Floor floor, Colleague who, String action, String via) {
        audit.record(transaction, actor(who), action, "conversation:" + floor.conversation(), Map.of("via", via));
    }

    private static Actor actor(Colleague who) {
        return new Actor(who.id(), who.name());
    }
}
