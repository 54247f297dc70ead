package dev.relaydesk.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hashes and checks passwords with argon2id. */
@ApplicationScoped
class Passwords {

    static final int SHORTEST = 15;
    static final int LONGEST = 256;

    /**
     * 7 MiB, five passes, one lane: of the rows that OWASP's password storage recommendation calls equally strong, the one that
     * needs the least memory. The library keeps the memory of each parameter set for the life of the process.
     */
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(7_168, 5, 1, 32, Argon2.ID);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A flood of sign-ins may neither fill the heap nor keep both cores from the webhooks. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /**
     * Checked when nobody has that e-mail, so that an unknown one takes as long as a known one. Of no password: making a
     * real one would take a fifth of the time to start.
     */
    private final String nobodysHash = "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                    ARGON2ID.getVersion(),
                    ARGON2ID.getMemory(),
                    ARGON2ID.getIterations(),
                    ARGON2ID.getParallelism(),
                    randomBase64(16),
                    randomBase64(ARGON2ID.getOutputLength()));

    /**
     * Makes the text that is stored.
     *
     * @throws Refusal when too many others are waiting
     */
    String hash(String password) {
        return inTurn(() -> hashed(password));
    }

    /**
     * Whether the password belongs to the hash; without a hash it takes the same time and the answer is no.
     *
     * @throws Refusal when too many others are waiting
     */
    boolean matches(String password, @Nullable String hash) {
        String stored = hash == null ? nobodysHash : hash;
        boolean same = password.length() <= LONGEST
                && inTurn(() -> Password.check(password, stored).with(Argon2Function.getInstanceFromHash(stored)));
        return same && hash != null;
    }

    private static String hashed(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult();
    }

    String nobodysHash() {
        return nobodysHash;
    }

    private static String randomBase64(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().withoutPadding().encodeToString(random);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static Refusal busy() {
        return new Refusal(
                ProblemType.UNAVAILABLE, "Too many people sign in at the moment", List.of(), Duration.ofSeconds(5));
    }
}
