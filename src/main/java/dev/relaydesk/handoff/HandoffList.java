package dev.relaydesk.handoff;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads handoffs for the API. */
@ApplicationScoped
class HandoffList {

    private static final String SELECT = """
            SELECT h.*, s.display_name AS assignee_name,
                   extract(epoch FROM coalesce(h.taken_at, h.ended_at, now()) - h.created_at)::bigint AS waiting
            FROM handoff h LEFT JOIN access_staff s ON s.id = h.assignee
            """;

    private final Jdbi jdbi;
    private final HandoffCards cards;

    HandoffList(Jdbi jdbi, HandoffCards cards) {
        this.jdbi = jdbi;
        this.cards = cards;
    }

    /** The latest first. */
    List<HandoffView> list(@Nullable UUID before, @Nullable String state, int rows) {
        String where = "WHERE true" + (before == null ? "" : " AND h.id < :before")
                + (state == null ? "" : " AND h.state = :state");
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(SELECT + where + " ORDER BY h.id DESC LIMIT :rows")
                    .bind("rows", rows);
            if (before != null) {
                query.bind("before", before);
            }
            if (state != null) {
                query.bind("state", state);
            }
            List<HandoffView> found = query.map((row, _) -> view(row)).list();
            Map<UUID, List<HandoffView.NoticeView>> told =
                    notices(handle, found.stream().map(HandoffView::handoffId).toList());
            return found.stream()
                    .map(each -> each.with(told.getOrDefault(each.handoffId(), List.of())))
                    .toList();
        });
    }

    /** One of them, with its brief. */
    Optional<HandoffDetail> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " WHERE h.id = :id")
                .bind("id", id)
                .map((row, _) -> view(row))
                .findOne()
                .flatMap(found -> cards.find(handle, id)
                        .map(card -> new HandoffDetail(
                                found.with(notices(handle, List.of(id)).getOrDefault(id, List.of())),
                                HandoffDetail.Brief.of(card)))));
    }

    private static Map<UUID, List<HandoffView.NoticeView>> notices(Handle handle, List<UUID> handoffs) {
        Map<UUID, List<HandoffView.NoticeView>> told = new HashMap<>();
        handle.createQuery("""
                        SELECT handoff_id, id, kind, channel, recipient, state, attempts, sent_at, error_code, error_detail
                        FROM handoff_notice WHERE handoff_id = ANY (:handoffs) ORDER BY id
                        """)
                .bindArray("handoffs", UUID.class, handoffs)
                .map((row, _) -> told.computeIfAbsent(row.getObject("handoff_id", UUID.class), _ -> new ArrayList<>())
                        .add(new HandoffView.NoticeView(
                                row.getObject("id", UUID.class),
                                row.getString("kind"),
                                row.getString("channel"),
                                row.getString("recipient"),
                                row.getString("state"),
                                row.getInt("attempts"),
                                instant(row.getTimestamp("sent_at")),
                                row.getString("error_code"),
                                row.getString("error_detail"))))
                .list();
        return told;
    }

    private static HandoffView view(ResultSet row) throws SQLException {
        return new HandoffView(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getLong("epoch"),
                row.getString("state"),
                row.getString("source"),
                row.getString("cause"),
                row.getString("department"),
                row.getString("priority"),
                row.getString("summary"),
                row.getObject("assignee", UUID.class),
                row.getString("assignee_name"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("taken_at")),
                row.getString("taken_via"),
                instant(row.getTimestamp("ended_at")),
                row.getString("end_cause"),
                row.getLong("waiting"),
                List.of());
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
