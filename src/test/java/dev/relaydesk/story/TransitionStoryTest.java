package dev.relaydesk.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No path of the code can make a change of state that the table of allowed changes does not list. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
@WithTestResource(StoryResource.class)
class TransitionStoryTest {

    private static final String CHECK_VIOLATION = "23514";

    private static final List<String> MODES =
            List.of("bot", "awaiting_confirmation", "human_handoff", "ticket_open", "closed");
    private static final List<String> STATES =
            List.of("queued", "sending", "sent", "delivered", "read", "unknown", "failed", "suppressed", "expired");

    @Inject
    Story story;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void begin() {
        story.begins();
    }

    @Test
    void a_conversation_changes_its_mode_only_as_the_table_allows() {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();
        String row = "WHERE conversation_id = '" + ana.conversation() + "'";

        assertThat(possible(MODES, "mode", "conversation_control", row)).isEqualTo(listed("conversation"));
    }

    @Test
    void a_delivery_changes_its_state_only_as_the_table_allows() {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();
        String row = "WHERE conversation_id = '" + ana.conversation() + "'";

        assertThat(possible(STATES, "state", "delivery_outbox", row)).isEqualTo(listed("delivery"));
    }

    @Test
    void the_table_lists_what_we_meant_and_nothing_ends_twice() {
        assertThat(listed("conversation")).hasSize(13).noneMatch(change -> change.startsWith("closed "));
        assertThat(listed("delivery"))
                .hasSize(25)
                .noneMatch(change -> change.startsWith("read ")
                        || change.startsWith("suppressed ")
                        || change.startsWith("expired ")
                        || change.equals("sending suppressed")
                        || change.equals("sent queued")
                        || change.equals("delivered queued"));
    }

    @Test
    void what_the_log_says_can_be_neither_changed_nor_deleted() {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();
        String before = log(ana);

        for (String change : List.of(
                "UPDATE platform_transition SET actor = 'nobody' WHERE entity_id = ?::uuid",
                "DELETE FROM platform_transition WHERE entity_id = ?::uuid")) {
            assertThatThrownBy(() -> story.sql(change, ana.conversation())).hasMessageContaining("append-only");
        }

        assertThat(log(ana)).isEqualTo(before).isEqualTo("- bot first_message customer 1");
    }

    @Test
    void the_takeover_from_the_phone_is_logged_once_with_its_epoch() {
        Customer ana = story.customer();
        ana.writes("hello");
        story.everythingSettles();

        ana.hearsFromAColleague("let me see");
        story.everythingSettles();
        ana.hearsFromAColleague("still me");
        story.everythingSettles();

        assertThat(log(ana))
                .isEqualTo("- bot first_message customer 1, " + "bot human_handoff business_phone business phone 2");
        assertThat(story.text(
                        "SELECT epoch FROM conversation_control WHERE conversation_id = ?::uuid", ana.conversation()))
                .isEqualTo("2");
    }

    private String log(Customer customer) {
        return story.text("""
                SELECT string_agg(concat_ws(' ', coalesce(from_state, '-'), to_state, cause, actor, epoch), ', '
                                  ORDER BY id)
                FROM platform_transition WHERE entity = 'conversation' AND entity_id = ?::uuid
                """, customer.conversation());
    }

    private Set<String> listed(String entity) {
        return jdbi.withHandle(handle -> new TreeSet<>(handle.select(
                        "SELECT from_state || ' ' || to_state FROM platform_allowed_transition WHERE entity = ?",
                        entity)
                .mapTo(String.class)
                .list()));
    }

    /** Tries every pair on a real row; each try is rolled back. */
    private Set<String> possible(List<String> states, String column, String table, String row) {
        Set<String> found = new TreeSet<>();
        for (String from : states) {
            for (String to : states) {
                if (!from.equals(to) && isPossible(from, to, column, table, row)) {
                    found.add(from + " " + to);
                }
            }
        }
        return found;
    }

    private boolean isPossible(String from, String to, String column, String table, String row) {
        try (Handle handle = jdbi.open()) {
            handle.begin();
            String set = "UPDATE " + table + " SET " + column + " = ? " + row;
            try {
                handle.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
                assertThat(handle.execute(set, from)).isEqualTo(1);
                handle.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
                return handle.execute(set, to) == 1;
            } catch (UnableToExecuteStatementException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                cause -> assertThat(cause.getSQLState()).isEqualTo(CHECK_VIOLATION));
                assertThat(e).hasMessageContaining("cannot go from " + from + " to " + to);
                return false;
            } finally {
                handle.rollback();
            }
        }
    }
}
