package dev.relaydesk.platform.db;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes UUIDs of version 7 (RFC 9562): they sort by the time they were made, which keeps indexes dense. */
public final class TimeOrderedId {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Milliseconds in the upper 48 bits, then twelve bits that count within a millisecond. */
    private static final AtomicLong LAST = new AtomicLong();

    private TimeOrderedId() {}

    /** A new id, greater than every one this process made before, even when the clock steps back. */
    public static UUID next() {
        long now = System.currentTimeMillis() << 12;
        long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (stamp >>> 12 << 16) | 0x7000L | (stamp & 0xFFF);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
