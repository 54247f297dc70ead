package dev.relaydesk.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class AuditTest {

    @Inject
    Door door;

    @Inject
    Audit audit;

    @BeforeEach
    void an_empty_house() {
        door.emptyHouse();
    }

    @Test
    void rows_written_at_the_same_moment_still_form_one_chain() {
        IntStream.range(0, 40)
                .parallel()
                .forEach(n -> audit.record(Actor.SYSTEM, "tested", "thing:" + n, Map.of("note", "a\u0000b – ü")));

        assertThat(door.sql("SELECT count(*) FROM access_audit")).isEqualTo("40");
        assertThat(audit.verify()).isEmpty();
    }

    @Test
    void the_log_cannot_be_changed_by_ordinary_means() {
        audit.record(Actor.SYSTEM, "tested", null, Map.of());

        assertThatThrownBy(() -> door.change("UPDATE access_audit SET actor = 'nobody'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> door.change("DELETE FROM access_audit")).hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE access_audit SET actor = 'staff:x' WHERE action = 'second'",
                "UPDATE access_audit SET detail = '{\"a\":\"2\"}' WHERE action = 'second'",
                "UPDATE access_audit SET at = at + interval '1 microsecond' WHERE action = 'second'",
                "UPDATE access_audit SET subject = NULL WHERE action = 'second'",
                "DELETE FROM access_audit WHERE action = 'second'",
                "DELETE FROM access_audit WHERE action = 'first'"
            })
    void a_row_that_was_changed_by_force_shows(String tampering) {
        audit.record(Actor.SYSTEM, "first", "thing", Map.of("a", "1"));
        audit.record(Actor.SYSTEM, "second", "thing", Map.of("a", "1"));
        audit.record(Actor.SYSTEM, "third", "thing", Map.of("a", "1"));

        door.change(
                "SET session_replication_role = replica; " + tampering + "; SET session_replication_role = DEFAULT");

        assertThat(audit.verify()).isPresent();
    }
}
