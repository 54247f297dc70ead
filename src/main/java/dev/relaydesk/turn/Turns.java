package dev.relaydesk.turn;

import dev.relaydesk.platform.db.Where;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads turns for the API. */
@ApplicationScoped
class Turns {

    private final Jdbi jdbi;

    Turns(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<TurnView> list(UUID conversation, @Nullable UUID before, int rows) {
        return jdbi.withHandle(handle -> {
            if (handle.createQuery("SELECT 1 FROM conversation WHERE id = :id")
                    .bind("id", conversation)
                    .mapTo(Integer.class)
                    .findOne()
                    .isEmpty()) {
                throw new Refusal(ProblemType.NOT_FOUND, "There is no conversation " + conversation);
            }
            Where where = new Where()
                    .and("conversation_id = :conversation", "conversation", conversation)
                    .and("id < :before", "before", before);
            return handle.createQuery("SELECT * FROM turn " + where.sql() + "ORDER BY id DESC LIMIT :rows")
                    .bindMap(where.values())
                    .bind("rows", rows)
                    .map((row, _) -> turn(row))
                    .list();
        });
    }

    private static TurnView turn(ResultSet row) throws SQLException {
        return new TurnView(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getLong("epoch"),
                row.getString("outcome"),
                row.getString("verdict"),
                row.getString("detail"),
                row.getString("prompt"),
                row.getBoolean("streamed"),
                row.getString("raw_reply"),
                row.getString("answer"),
                row.getString("citations"),
                new TurnView.SpaceThread(
                        row.getObject("thread_frontend", UUID.class),
                        row.getString("backend_before"),
                        row.getString("backend_after")),
                row.getObject("model_millis", Long.class),
                row.getInt("attempt"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("finished_at").toInstant());
    }
}
