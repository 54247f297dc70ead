package dev.relaydesk.platform.db;

import java.sql.SQLException;

/** A statement failed; the cause has PostgreSQL's state. */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    SqlFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
