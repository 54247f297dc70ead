package dev.relaydesk.space;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A thread in a Space.
 *
 * @param frontendContext {@code frontend_context_uuid}: minted by us before the first turn, the same as long as the
 *     thread lives
 * @param backend {@code backend_uuid} of the last good reply; null before the first
 */
public record ThreadRef(UUID frontendContext, @Nullable String backend) {}
