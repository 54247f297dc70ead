package dev.relaydesk.research.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.relaydesk.access.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Links that open one report for whoever has them, until they expire. A token is the id of the job, the second it expires,
 * and a signature over both; the key is made once for the installation, and every replica shares it.
 */
@ApplicationScoped
public class ReportLinks {

    private static final String KEY = "report.link_key";
    private static final int PAYLOAD = 2 * Long.BYTES + Long.BYTES;
    private static final int SIGNATURE = 32;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration lifetime;
    private final String baseUrl;
    private volatile @Nullable SecretKeySpec key;

    ReportLinks(
            Jdbi jdbi, Clock clock, ReportConfig config, @ConfigProperty(name = "relaydesk.base-url") String baseUrl) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.lifetime = config.linkLifetime();
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    /** An address for people outside, which opens the report of this job from now on. */
    public String link(UUID job) {
        return baseUrl + "/reports/" + token(job);
    }

    String token(UUID job) {
        byte[] payload = ByteBuffer.allocate(PAYLOAD)
                .putLong(job.getMostSignificantBits())
                .putLong(job.getLeastSignificantBits())
                .putLong(clock.instant().plus(lifetime).getEpochSecond())
                .array();
        byte[] token = Arrays.copyOf(payload, PAYLOAD + SIGNATURE);
        System.arraycopy(signature(payload), 0, token, PAYLOAD, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The job whose report a token opens; empty for one that has expired or that we did not make. */
    Optional<UUID> job(String token) {
        byte[] bytes = bytes(token);
        if (bytes.length != PAYLOAD + SIGNATURE) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(bytes, PAYLOAD);
        if (!MessageDigest.isEqual(signature(payload), Arrays.copyOfRange(bytes, PAYLOAD, bytes.length))) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(payload);
        var job = new UUID(read.getLong(), read.getLong());
        return clock.instant().isBefore(Instant.ofEpochSecond(read.getLong())) ? Optional.of(job) : Optional.empty();
    }

    /** None for what is not written the way we write it. */
    private static byte[] bytes(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private byte[] signature(byte[] payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key());
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(shared().getBytes(UTF_8), "HmacSHA256");
            key = known;
        }
        return known;
    }

    private String shared() {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(
                            "INSERT INTO platform_setting (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING")
                    .bind("key", KEY)
                    .bind("value", Secret.fresh())
                    .execute();
            return handle.createQuery("SELECT value FROM platform_setting WHERE key = :key")
                    .bind("key", KEY)
                    .mapTo(String.class)
                    .one();
        });
    }
}
