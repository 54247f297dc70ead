package dev.relaydesk.action;

import dev.relaydesk.platform.db.Where;
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

    private static final String BEFORE =
            "(created_at, id) < ((SELECT created_at FROM action WHERE id = :before), :before)";

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
        Where where = new Where()
                .and("conversation_id = :conversation", "conversation", filter.conversation())
                .and("customer_id = :customer", "customer", filter.customer())
                .and("state = :state", "state", filter.state())
                .and("name = :name", "name", filter.action())
                .when(filter.unapproved(), "approval_until IS NOT NULL")
                .and(BEFORE, "before", before);
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM action " + where.sql() + "ORDER BY created_at DESC, id DESC LIMIT :rows")
                .bindMap(where.values())
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
