package dev.relaydesk.handoff;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes in what a provider reports of notices it took. */
@ApplicationScoped
public class NoticeReceipts {

    private static final String RAISE = """
            /* handoff.notice_receipt */
            UPDATE handoff_notice n
            SET state = :status, provider_id = coalesce(n.provider_id, :providerId),
                sent_at = coalesce(n.sent_at, now()),
                error_code = cast(:errorCode AS text),
                error_detail = CASE WHEN :status = 'failed' THEN 'reported after it was taken' END
            FROM (VALUES ('pending', 0), ('sending', 0), ('sent', 1), ('failed', 2), ('delivered', 3), ('read', 4),
                         ('skipped', 9)) AS known (state, rank),
                 (VALUES ('sent', 1), ('failed', 2), ('delivered', 3), ('read', 4)) AS told (state, rank)
            WHERE n.id = :notice AND known.state = n.state AND told.state = :status AND told.rank > known.rank
            """;

    /**
     * What became of a notice.
     *
     * @param status {@code sent}, {@code delivered}, {@code read} or {@code failed}; others change nothing
     * @param errorCode the provider's, for {@code failed}
     */
    public record Report(
            UUID notice,
            String providerId,
            String status,
            @Nullable String errorCode) {}

    /**
     * Raises a notice in the caller's transaction, in whatever order and how often reports come; also before its sender
     * knows that it was taken.
     */
    public void accept(Handle transaction, Report report) {
        transaction
                .createUpdate(RAISE)
                .bind("notice", report.notice())
                .bind("providerId", report.providerId())
                .bind("status", report.status())
                .bind("errorCode", report.errorCode())
                .execute();
    }
}
