package dev.relaydesk.access;

import dev.relaydesk.platform.db.SqlTrouble;
import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Who works here, for administrators. */
@ApplicationScoped
class StaffDirectory {

    private static final String SELECT = """
            SELECT id, email, display_name, role, departments, slack_id, whatsapp, disabled_at IS NULL AS active
            FROM access_staff
            """;

    private final Jdbi jdbi;
    private final Passwords passwords;
    private final Audit audit;

    StaffDirectory(Jdbi jdbi, Passwords passwords, Audit audit) {
        this.jdbi = jdbi;
        this.passwords = passwords;
        this.audit = audit;
    }

    List<StaffView> all() {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "ORDER BY display_name, id")
                .map((row, _) -> view(row))
                .list());
    }

    Optional<StaffView> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> view(row))
                .findOne());
    }

    /** Adds somebody; refuses an e-mail, Slack id or number that somebody else has. */
    UUID add(StaffChange asked, Actor by) {
        StaffChange change = asked.checked(true);
        UUID id = TimeOrderedId.next();
        String hash = passwords.hash(String.valueOf(change.password()));
        store(transaction -> {
            transaction
                    .createUpdate("""
                            INSERT INTO access_staff (id, email, display_name, role, password_hash)
                            VALUES (:id, :email, :name, :role, :hash)
                            """)
                    .bind("id", id)
                    .bind("email", StaffMembers.normalised(String.valueOf(change.email())))
                    .bind("name", String.valueOf(change.name()).strip())
                    .bind("role", change.role())
                    .bind("hash", hash)
                    .execute();
            write(transaction, id, change);
            audit.record(transaction, by, "staff_added", "staff:" + id, Map.of("role", String.valueOf(change.role())));
        });
        return id;
    }

    /** Changes what is given. Returns false when there is nobody of that id. */
    boolean change(UUID id, StaffChange asked, Actor by) {
        StaffChange change = asked.checked(false);
        if (find(id).isEmpty()) {
            return false;
        }
        store(transaction -> {
            write(transaction, id, change);
            if (leavesNoAdmin(transaction)) {
                throw new Refusal(ProblemType.CONFLICT, "The last administrator must stay one");
            }
            audit.record(transaction, by, "staff_changed", "staff:" + id, Map.of("fields", change.given()));
        });
        return true;
    }

    private static void write(Handle transaction, UUID id, StaffChange change) {
        transaction
                .createUpdate("""
                        UPDATE access_staff
                        SET display_name = coalesce(:name, display_name), role = coalesce(:role, role),
                            departments = coalesce(cast(:departments AS text[]), departments),
                            slack_id = nullif(coalesce(:slackId, slack_id), ''),
                            whatsapp = nullif(coalesce(:whatsapp, whatsapp), ''),
                            disabled_at = CASE WHEN cast(:active AS boolean) THEN NULL
                                          WHEN NOT cast(:active AS boolean) THEN coalesce(disabled_at, now())
                                          ELSE disabled_at END
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("name", change.name() == null ? null : change.name().strip())
                .bind("role", change.role())
                .bind(
                        "departments",
                        change.departments() == null ? null : "{" + String.join(",", change.departments()) + "}")
                .bind("slackId", change.slackId())
                .bind("whatsapp", change.whatsapp())
                .bind("active", change.active())
                .execute();
        if (Boolean.FALSE.equals(change.active())) {
            transaction.execute("DELETE FROM access_session WHERE staff_id = ?", id);
        }
    }

    private static boolean leavesNoAdmin(Handle transaction) {
        return !transaction
                .createQuery("SELECT EXISTS (SELECT FROM access_staff WHERE role = 'admin' AND disabled_at IS NULL)")
                .mapTo(Boolean.class)
                .one();
    }

    private void store(Consumer<Handle> work) {
        try {
            jdbi.useTransaction(work::accept);
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            if (SqlTrouble.of(e) == SqlTrouble.DATA) {
                throw new Refusal(
                        ProblemType.CONFLICT, "Somebody else has that e-mail address, Slack id or WhatsApp number");
            }
            throw e;
        }
    }

    private static StaffView view(ResultSet row) throws SQLException {
        return new StaffView(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("display_name"),
                row.getString("role"),
                List.of((String[]) row.getArray("departments").getArray()),
                row.getString("slack_id"),
                row.getString("whatsapp"),
                row.getBoolean("active"));
    }
}
