package dev.relaydesk.testing.world;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One question the wrapper was asked. Times are {@link System#nanoTime()}. */
public final class Call {

    private final int number;
    private final @Nullable String frontend;
    private final @Nullable String backendBefore;
    private final String backendAfter = UUID.randomUUID().toString();
    private final List<Token> tokens;
    private final long arrivedAt;
    private volatile long leftAt;

    Call(int number, @Nullable String frontend, @Nullable String backendBefore, List<Token> tokens, long arrivedAt) {
        this.number = number;
        this.frontend = frontend;
        this.backendBefore = backendBefore;
        this.tokens = tokens;
        this.arrivedAt = arrivedAt;
    }

    /** Goes into the answer, so that a send can be traced to the call it came from. */
    public int number() {
        return number;
    }

    /** {@code frontend_context_uuid} as it was sent. */
    public @Nullable String frontend() {
        return frontend;
    }

    /** {@code backend_uuid} as it was sent. */
    public @Nullable String backendBefore() {
        return backendBefore;
    }

    /** {@code backend_uuid} as it was answered. */
    public String backendAfter() {
        return backendAfter;
    }

    public List<Token> tokens() {
        return tokens;
    }

    public long arrivedAt() {
        return arrivedAt;
    }

    /** When the answer left or the caller was gone; zero while it goes on. */
    public long leftAt() {
        return leftAt;
    }

    void left(long now) {
        leftAt = now;
    }
}
