package dev.relaydesk.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts guesses per e-mail address and per network address. An attempt is counted before the password is looked at, so a
 * hundred at the same moment are a hundred; a success takes it back. Nobody is locked out for good.
 */
@ApplicationScoped
class SignInThrottle {

    /** One row for each counted thing; no row comes back when the limit is reached. */
    private static final String COUNT = """
            INSERT INTO access_failed_sign_in AS held (subject, failures, window_start)
            VALUES (:subject, 1, clock_timestamp())
            ON CONFLICT (subject) DO UPDATE
            SET failures = CASE WHEN held.window_start <= clock_timestamp() - :window * interval '1 second'
                                THEN 1 ELSE held.failures + 1 END,
                window_start = CASE WHEN held.window_start <= clock_timestamp() - :window * interval '1 second'
                                    THEN clock_timestamp() ELSE held.window_start END
            WHERE held.failures < :limit
               OR held.window_start <= clock_timestamp() - :window * interval '1 second'
            """;

    private static final String WAIT = """
            SELECT ceil(extract(epoch FROM window_start - clock_timestamp()) + :window)::bigint
            FROM access_failed_sign_in WHERE subject = :subject
            """;

    private static final Duration DAY = Duration.ofDays(1);

    private final Jdbi jdbi;
    private final AccessSettings settings;

    SignInThrottle(Jdbi jdbi, AccessSettings settings) {
        this.jdbi = jdbi;
        this.settings = settings;
    }

    /** Counts an attempt; zero when it may go on, otherwise how long to wait. */
    Duration attempt(String email, String address) {
        return limits(email, address).stream()
                .map(limit -> jdbi.withHandle(handle -> limit.count(handle)))
                .filter(Duration::isPositive)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** It was the right person: the account starts afresh, the address gets its attempt back. */
    void succeeded(String email, String address) {
        jdbi.useTransaction(transaction -> {
            transaction.execute(
                    "DELETE FROM access_failed_sign_in WHERE window_start < now() - interval '1 day' OR subject IN (?, ?)",
                    account(email),
                    accountAndDay(email));
            transaction.execute(
                    "UPDATE access_failed_sign_in SET failures = greatest(0, failures - 1) WHERE subject = ?",
                    "address:" + address);
        });
    }

    private List<Limit> limits(String email, String address) {
        return List.of(
                new Limit("address:" + address, settings.failuresPerAddress(), settings.failureWindow()),
                new Limit(account(email), settings.failuresPerAccount(), settings.failureWindow()),
                new Limit(accountAndDay(email), settings.failuresPerAccountAndDay(), DAY));
    }

    private static String account(String email) {
        return "account:" + Secret.hash(StaffMembers.normalised(email));
    }

    private static String accountAndDay(String email) {
        return "day:" + Secret.hash(StaffMembers.normalised(email));
    }

    private record Limit(String subject, int most, Duration window) {

        Duration count(Handle handle) {
            int counted = handle.createUpdate(COUNT)
                    .bind("subject", subject)
                    .bind("limit", most)
                    .bind("window", window.toSeconds())
                    .execute();
            if (counted > 0) {
                return Duration.ZERO;
            }
            long seconds = handle.createQuery(WAIT)
                    .bind("subject", subject)
                    .bind("window", window.toSeconds())
                    .mapTo(Long.class)
                    .findFirst()
                    .orElse(1L);
            return Duration.ofSeconds(Math.max(1, seconds));
        }
    }
}
