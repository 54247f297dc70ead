package dev.relaydesk.action;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of the customer.
 *
 * @param choice the id of the button that was pressed; null when the message was written
 */
public record CustomerWord(
        UUID message, @Nullable String text, @Nullable String choice) {}
