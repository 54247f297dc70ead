package dev.relaydesk.platform.db;

import java.sql.SQLException;

/** A statement failed; the cause has PostgreSQL's state. */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    SqlFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /**
     * Whether the trouble lies in what was to be stored, or in another transaction that wanted the same rows; other trouble,
     * such as a database that is away, is nobody's fault. By classes 21 to 23, 40 and 54 of the SQL states.
     */
    public static boolean isOfThisData(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && state.matches("(21|22|23|40|54).*");
            }
        }
        return false;
    }
}
