package dev.relaydesk.platform.idempotency;

import java.util.UUID;

/**
 * A call that carries a key of its caller's.
 *
 * @param holder this very attempt; another with the same key is another holder
 * @param actor who calls; everybody has keys of their own
 * @param request method and path
 * @param bodyHash tells one body from another
 */
public record KeyedCall(UUID holder, String actor, String key, String request, String bodyHash) {}
