package dev.relaydesk.testing.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message the Graph API accepted.
 *
 * @param call number of the wrapper call whose answer this is; zero for a text that is no answer
 * @param arrivedAt {@link System#nanoTime()}
 */
public record Send(
        int call,
        List<Token> tokens,
        String to,
        String text,
        @Nullable String correlationId,
        String providerId,
        long arrivedAt) {}
