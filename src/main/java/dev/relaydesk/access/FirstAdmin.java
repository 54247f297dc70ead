package dev.relaydesk.access;

import dev.relaydesk.platform.db.TimeOrderedId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Creates the first administrator, once, however many replicas and browsers try at the same moment. */
@ApplicationScoped
class FirstAdmin {

    private static final long ONE_AT_A_TIME = 0x73657475700AL;

    private final Jdbi jdbi;
    private final Passwords passwords;
    private final Audit audit;

    FirstAdmin(Jdbi jdbi, Passwords passwords, Audit audit) {
        this.jdbi = jdbi;
        this.passwords = passwords;
        this.audit = audit;
    }

    boolean exists() {
        return jdbi.withHandle(FirstAdmin::anyStaff);
    }

    /** Creates an administrator unless there is staff. */
    void create(String email, String name, String password) {
        if (exists()) {
            return; // a hash takes a tenth of a second, at every start
        }
        String hash = passwords.hash(password);
        jdbi.useTransaction(transaction -> {
            lock(transaction);
            if (!anyStaff(transaction)) {
                insert(transaction, email, name, hash, "environment");
            }
        });
    }

    /** Makes a new setup link and voids older ones; empty when there is staff. */
    Optional<String> newLink() {
        String token = Secret.fresh();
        return jdbi.inTransaction(transaction -> {
            lock(transaction);
            if (anyStaff(transaction)) {
                return Optional.empty();
            }
            transaction.execute("DELETE FROM access_setup WHERE used_at IS NULL");
            transaction.execute("INSERT INTO access_setup (token_hash) VALUES (?)", Secret.hash(token));
            return Optional.of(token);
        });
    }

    boolean isValid(String token) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT FROM access_setup WHERE token_hash = :hash AND used_at IS NULL)")
                .bind("hash", Secret.hash(token))
                .mapTo(Boolean.class)
                .one());
    }

    /** Uses up the link; empty when it was used, or there is staff by another way. */
    Optional<UUID> create(String token, String email, String name, String password) {
        String hash = passwords.hash(password);
        return jdbi.inTransaction(transaction -> {
            lock(transaction);
            int used = transaction.execute(
                    "UPDATE access_setup SET used_at = now() WHERE token_hash = ? AND used_at IS NULL",
                    Secret.hash(token));
            return used == 0 || anyStaff(transaction)
                    ? Optional.empty()
                    : Optional.of(insert(transaction, email, name, hash, "setup link"));
        });
    }

    private UUID insert(Handle transaction, String email, String name, String hash, String by) {
        UUID id = TimeOrderedId.next();
        transaction.execute(
                "INSERT INTO access_staff (id, email, display_name, role, password_hash) VALUES (?, ?, ?, ?, ?)",
                id,
                StaffMembers.normalised(email),
                name,
                Role.ADMIN,
                hash);
        transaction.execute("DELETE FROM access_setup WHERE used_at IS NULL");
        audit.record(transaction, Actor.SYSTEM, "first_admin_created", "staff:" + id, Map.of("by", by));
        return id;
    }

    private static boolean anyStaff(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM access_staff)")
                .mapTo(Boolean.class)
                .one();
    }

    private static void lock(Handle transaction) {
        transaction.execute("SELECT pg_advisory_xact_lock(?)", ONE_AT_A_TIME);
    }
}
