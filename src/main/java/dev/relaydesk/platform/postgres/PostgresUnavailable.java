package dev.relaydesk.platform.postgres;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL cannot run. The message is one sentence for the operator: what is wrong and what helps. */
public class PostgresUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    PostgresUnavailable(String message) {
        this(message, null);
    }

    PostgresUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
