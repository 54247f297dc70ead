package dev.relaydesk.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.access.Colleagues;
import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A week of a company whose departments keep hours of their own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class DutyTest {

    /** A Friday, 20:00 in Berlin and 15:00 in New York. */
    private static final String FRIDAY_EVENING = "2026-11-20T20:00:00Z";

    @Inject
    Jdbi jdbi;

    @Inject
    Colleagues colleagues;

    @AfterEach
    void they_leave() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM access_staff WHERE display_name = 'Somebody'"));
    }

    @Test
    void a_department_keeps_its_own_hours_in_its_own_time_zone() {
        Duty duty = at(FRIDAY_EVENING);

        assertThat(duty.opensAgain("returns")).isEmpty();
        assertThat(duty.opensAgain("sales"))
                .hasValueSatisfying(opens -> assertThat(opens).hasToString("2026-11-21T10:00+01:00[Europe/Berlin]"));
    }

    @Test
    void an_unknown_department_and_none_keep_the_general_hours() {
        Duty duty = at(FRIDAY_EVENING);

        assertThat(duty.opensAgain("unheard of")).isEqualTo(duty.opensAgain(null));
        assertThat(duty.opensAgain(null))
                .hasValueSatisfying(opens -> assertThat(opens).hasToString("2026-11-23T09:00+01:00[Europe/Berlin]"));
    }

    @Test
    void people_are_told_while_their_department_is_there_and_a_room_always() {
        var room = new Notifier.Recipient("C0SUPPORT", null);
        Notifier.Recipient sales = hire("sales");
        Notifier.Recipient returns = hire("returns");
        Notifier.Recipient both = hire("sales", "returns");
        Notifier.Recipient all = hire();

        assertThat(onDuty(null, room, sales, returns, both, all)).containsExactly(room, returns, both);
        assertThat(onDuty("returns", room, returns, both, all)).containsExactly(room, returns, both, all);
    }

    @Test
    void when_it_is_nobodys_hour_all_are_told() {
        Notifier.Recipient sales = hire("sales");
        Notifier.Recipient all = hire();

        assertThat(onDuty("sales", sales, all)).containsExactly(sales, all);
        assertThat(onDuty(null, sales, all)).containsExactly(sales, all);
    }

    @Test
    void hours_that_are_written_wrongly_are_refused() {
        for (String wrong : List.of(
                "sales",
                "=Mo 09:00-10:00",
                "sales=Mo 10:00-09:00",
                "sales=Mo 09:00-10:00 Mars/Base",
                "a=Mo 09:00-10:00; a=Tu 09:00-10:00")) {
            assertThatThrownBy(() -> DepartmentHours.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<Notifier.Recipient> onDuty(@Nullable String department, Notifier.Recipient... recipients) {
        return jdbi.withHandle(handle -> at(FRIDAY_EVENING).onDuty(handle, List.of(recipients), department));
    }

    private Notifier.Recipient hire(String... departments) {
        UUID id = UUID.randomUUID();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO access_staff (id, email, display_name, role, password_hash, departments)
                        VALUES (:id, :id || '@example.org', 'Somebody', 'agent', '', :departments)
                        """)
                .bind("id", id)
                .bindArray("departments", String.class, (Object[]) departments)
                .execute());
        return new Notifier.Recipient(id + "@example.org", id);
    }

    private Duty at(String instant) {
        HandoffConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(HandoffConfig.class)
                .withDefaultValues(Map.of(
                        "relaydesk.handoff.hours", "Mo-Fr 09:00-17:00",
                        "relaydesk.handoff.zone", "Europe/Berlin",
                        "relaydesk.handoff.department-hours",
                                "sales=Mo-Fr 09:00-18:00, Sa 10:00-14:00; returns=Mo-Fr 08:00-20:00 America/New_York"))
                .build()
                .getConfigMapping(HandoffConfig.class);
        return new Duty(config, colleagues, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }
}
