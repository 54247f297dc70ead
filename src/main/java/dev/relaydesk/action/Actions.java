package dev.relaydesk.action;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads actions for the API. */
@ApplicationScoped
class Actions {

    private static final String ONE = "SELECT * FROM action WHERE id = :id";

    private static final String LIST = """
            SELECT * FROM action
            WHERE (:conversation::uuid IS NULL OR conversation_id = :conversation::uuid)
              AND (:customer::uuid IS NULL OR customer_id = :customer::uuid)
              AND (:state::text IS NULL OR state = :state)
              AND (:name::text IS NULL OR name = :name)
              AND %s
              AND (:before::uuid IS NULL
                   OR (created_at, id) < (SELECT created_at, id FROM action WHERE id = :before::uuid))
            ORDER BY created_at DESC, id DESC LIMIT :rows
            """;

    /**
     * Whichever is not null must be so.
     *
     * @param unapproved whether only those that wait for a colleague
     */
    record Filter(
            @Nullable UUID conversation,
            @Nullable UUID customer,
            @Nullable String state,
            @Nullable String action,
            boolean unapproved) {}

    private final Jdbi jdbi;

    Actions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The newest first.
     *
     * @param before the last one of the page before
     */
    List<ActionView> list(Filter filter, @Nullable UUID before, int rows) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        LIST.formatted(filter.unapproved() ? "approval_until IS NOT NULL" : "true"))
                .bind("conversation", filter.conversation())
                .bind("customer", filter.customer())
                .bind("state", filter.state())
                .bind("name", filter.action())
                .bind("before", before)
                .bind("rows", rows)
                .map((row, _) -> ActionView.of(row))
                .list());
    }

    Optional<ActionView> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(ONE)
                .bind("id", id)
                .map((row, _) -> ActionView.of(row))
                .findOne());
    }
}
