package dev.relaydesk.delivery;

import dev.relaydesk.platform.db.TimeOrderedId;
import dev.relaydesk.platform.poll.Pollers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes in what providers report of messages we sent. */
@ApplicationScoped
public class Receipts {

    private final Pollers pollers;

    Receipts(Pollers pollers) {
        this.pollers = pollers;
    }

    /**
     * Stores receipts that are not yet known, in the caller's transaction. Once it has committed, call {@link
     * #arrived()}.
     */
    public void accept(Handle transaction, List<Receipt> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        var batch = transaction.prepareBatch("""
                /* receipts.accept */
                INSERT INTO delivery_receipt (id, channel, account, provider_id, status, participant, correlation_id,
                                              reported_at, error_code, payload)
                VALUES (:id, :channel, :account, :providerId, :status, :participant, :correlationId,
                        :reportedAt, :errorCode, :payload)
                ON CONFLICT (channel, account, provider_id, status, participant) DO NOTHING
                """);
        for (Receipt receipt : receipts) {
            batch.bind("id", TimeOrderedId.next())
                    .bind("channel", receipt.channel())
                    .bind("account", receipt.account())
                    .bind("providerId", receipt.providerId())
                    .bind("status", receipt.status())
                    .bind("participant", receipt.participant())
                    .bind("correlationId", receipt.correlationId())
                    .bind("reportedAt", receipt.reportedAt())
                    .bind("errorCode", receipt.errorCode())
                    .bind("payload", receipt.payload())
                    .add();
        }
        batch.execute();
    }

    /** Wakes the worker that applies them. A hint. */
    public void arrived() {
        pollers.wake(ReceiptWorker.NAME);
    }
}
