package dev.relaydesk.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The staff of the installation. */
@ApplicationScoped
class StaffMembers implements PanacheRepositoryBase<Staff, UUID> {

    /** How an e-mail address stands in rows: people do not agree with themselves about capitals. */
    static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Someone who may sign in. */
    @Transactional
    Optional<Staff> activeByEmail(String email) {
        return find("email", normalised(email)).firstResultOptional().filter(Staff::isActive);
    }
}
