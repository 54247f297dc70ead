package dev.relaydesk.handoff;

import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Takes in what staff do outside the console. Stored once, done by a worker: the caller can answer its provider at once. */
@ApplicationScoped
public class StaffInbox {

    static final String WORKER = "handoff.staff";

    private final Pollers pollers;

    StaffInbox(Pollers pollers) {
        this.pollers = pollers;
    }

    /**
     * Stores an event in the caller's transaction.
     *
     * @return false when it was stored before
     */
    public boolean accept(Handle transaction, StaffEvent event) {
        transaction.afterCommit(() -> pollers.wake(WORKER));
        return transaction
                        .createUpdate("""
                                /* handoff.staff_event */
                                INSERT INTO handoff_event
                                    (id, channel, provider_id, kind, staff_key, notice_ref, handoff_id, place, value)
                                VALUES (:id, :channel, :providerId, :kind, :staffKey, :notice, cast(:handoff AS uuid), :place,
                                        :value)
                                ON CONFLICT (channel, provider_id) DO NOTHING
                                """)
                        .bind("id", TimeOrderedId.next())
                        .bind("channel", event.channel())
                        .bind("providerId", event.providerId())
                        .bind("kind", event.kind().name().toLowerCase(Locale.ROOT))
                        .bind("staffKey", event.staffKey())
                        .bind("notice", event.notice())
                        .bind("handoff", event.handoff())
                        .bind("place", event.place())
                        .bind("value", event.value())
                        .execute()
                == 1;
    }
}
