package dev.relaydesk.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The staff who may sign in, for packages that reach them elsewhere than in the console. */
@ApplicationScoped
public class Colleagues {

    private static final String ACTIVE = """
            SELECT id, email, display_name, role, departments, slack_id, whatsapp FROM access_staff WHERE disabled_at IS NULL
            """;

    private final Jdbi jdbi;

    Colleagues(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Optional<Colleague> find(Handle handle, UUID id) {
        return one(handle, "id = :key", id);
    }

    public Optional<Colleague> bySlackId(Handle handle, String slackId) {
        return one(handle, "slack_id = :key", slackId);
    }

    /**
     * Who has a number.
     *
     * @param number digits with the country code
     */
    public Optional<Colleague> byWhatsapp(Handle handle, String number) {
        return one(handle, "whatsapp = :key", number);
    }

    public Optional<Colleague> byEmail(Handle handle, String email) {
        return one(handle, "email = :key", StaffMembers.normalised(email));
    }

    /** Whoever sent a request. A token of the environment acts as the first administrator, if there is one. */
    public Optional<Colleague> of(Actor actor) {
        UUID staff = actor.staff();
        return jdbi.withHandle(handle -> staff == null ? firstAdmin(handle) : find(handle, staff));
    }

    /** Who has been an administrator for longest. */
    public Optional<Colleague> firstAdmin(Handle handle) {
        return handle.createQuery(ACTIVE + " AND role = 'admin' ORDER BY created_at, id LIMIT 1")
                .map((row, _) -> colleague(row))
                .findOne();
    }

    /** Everybody who may talk to customers, in the order of their names. */
    public List<Colleague> whoMayAnswer(Handle handle) {
        return handle.createQuery(ACTIVE + " AND role IN ('agent', 'admin') ORDER BY display_name, id")
                .map((row, _) -> colleague(row))
                .list();
    }

    /** Remembers how somebody is known in Slack, found there by e-mail. */
    public void rememberSlackId(UUID staff, String slackId) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE access_staff SET slack_id = :slackId WHERE id = :id")
                .bind("id", staff)
                .bind("slackId", slackId)
                .execute());
    }

    private static Optional<Colleague> one(Handle handle, String condition, Object key) {
        return handle.createQuery(ACTIVE + " AND " + condition)
                .bind("key", key)
                .map((row, _) -> colleague(row))
                .findOne();
    }

    private static Colleague colleague(ResultSet row) throws SQLException {
        return new Colleague(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("display_name"),
                row.getString("role"),
                Set.of((String[]) row.getArray("departments").getArray()),
                row.getString("slack_id"),
                row.getString("whatsapp"));
    }
}
