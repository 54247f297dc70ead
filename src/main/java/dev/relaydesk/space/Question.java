package dev.relaydesk.space;

import java.util.UUID;

/**
 * One turn's question.
 *
 * @param requestId goes out as {@code frontend_uuid} and comes back as {@code uuid}: a correlation id, nothing more
 */
public record Question(String prompt, SpaceRef space, ThreadRef thread, UUID requestId) {}
