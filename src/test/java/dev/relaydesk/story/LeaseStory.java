package dev.relaydesk.story;

import dev.relaydesk.conversation.AnsweredTurn;
import dev.relaydesk.conversation.Claim;
import dev.relaydesk.conversation.Claims;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.Ending;
import dev.relaydesk.conversation.Speaker;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the stories of claims share: one conversation that is due, and a process under test that wants nothing itself. */
abstract class LeaseStory {

    /** Nobody but the story claims. */
    public static class NoWorkers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("relaydesk.turn.workers", "0");
        }
    }

    static final Duration LONG = Duration.ofHours(1);

    /** Every way in which a claim can end. */
    enum Way {
        ANSWERED,
        LEFT_TO_HUMAN,
        GAVE_UP,
        FAILED,
        DEFERRED,
        NOTHING_LEFT;

        boolean settlesMessages() {
            return this == ANSWERED || this == LEFT_TO_HUMAN || this == GAVE_UP;
        }

        boolean end(Ending ending) {
            return switch (this) {
                case ANSWERED -> ending.answered(UUID.randomUUID(), THREAD);
                case LEFT_TO_HUMAN -> ending.leftToHuman();
                case GAVE_UP -> ending.gaveUp(UUID.randomUUID());
                case FAILED -> ending.failed(Duration.ZERO);
                case DEFERRED -> ending.deferred(Duration.ZERO);
                case NOTHING_LEFT -> ending.nothingLeft();
            };
        }
    }

    static final AnsweredTurn.ThreadNow THREAD =
            new AnsweredTurn.ThreadNow("backend", "slug", "story", StoryResource.COLLECTION);

    @Inject
    Story story;

    @Inject
    Claims claims;

    @Inject
    Speaker speaker;

    @Inject
    Jdbi jdbi;

    final ExecutorService owners = Executors.newFixedThreadPool(2);
    UUID conversation = new UUID(0, 0);

    @BeforeEach
    void one_conversation_is_due() {
        story.begins();
        story.sql("UPDATE conversation_control SET due_at = NULL");
        conversation = UUID.randomUUID();
        story.sql("INSERT INTO conversation_customer (id) VALUES (?)", conversation);
        story.sql("""
                INSERT INTO conversation (id, customer_id, channel, account, address, thread_frontend)
                VALUES (?, ?, 'api', 'api', 'api:lease', gen_random_uuid())
                """, conversation, conversation);
        story.sql(
                "INSERT INTO conversation_control (conversation_id, due_at, wake_count) VALUES (?, now(), 1)",
                conversation);
        story.sql("""
                INSERT INTO conversation_message (id, conversation_id, author, text, choice_id, said_at, state)
                VALUES (gen_random_uuid(), ?, 'customer', 'hello', 'greet', now(), 'pending')
                """, conversation);
    }

    @AfterEach
    void nobody_claims_any_more() {
        owners.shutdownNow();
    }

    Optional<Claim> claimedBy(String owner) {
        return claims.claim(owner, 10, LONG, LONG).stream()
                .filter(claim -> claim.conversation().equals(new ConversationId(conversation)))
                .findFirst();
    }

    boolean ends(Claim claim, Way way) {
        return jdbi.inTransaction(transaction -> way.end(new Ending(transaction, claim)));
    }

    void theLeaseRunsOut() {
        story.sql(
                "UPDATE conversation_control SET lease_until = now() - interval '1 second' WHERE conversation_id = ?",
                conversation);
    }

    String control(String column) {
        return story.text(
                "SELECT coalesce(" + column + ", 'free') FROM conversation_control WHERE conversation_id = ?",
                conversation);
    }

    /** The rows of the conversation, whole. */
    String everything() {
        return story.text("""
                SELECT v::text || c::text || (SELECT string_agg(m::text, ' ' ORDER BY m.id) FROM conversation_message m
                                              WHERE m.conversation_id = v.id)
                FROM conversation v JOIN conversation_control c ON c.conversation_id = v.id WHERE v.id = ?
                """, conversation);
    }
}
