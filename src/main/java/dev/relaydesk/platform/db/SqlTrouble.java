package dev.relaydesk.platform.db;

import java.sql.SQLException;
import java.util.Optional;

/** Whose fault it is that something could not be stored or read, told from PostgreSQL's state. */
public enum SqlTrouble {
    /** What was to be stored does not fit, and would not the next time: classes 21 to 23 and 54. */
    DATA,
    /** Another transaction wanted the same rows; at once again. Class 40. */
    CONFLICT,
    /** The database is not there, or not able to do anything: it may pass by itself. All other classes. */
    DATABASE,
    /** The database has not complained; we stumbled ourselves. */
    NONE;

    /** Looks for the database's complaint among the causes. */
    public static SqlTrouble of(Throwable failure) {
        return complaint(failure).map(SqlTrouble::kind).orElse(NONE);
    }

    /** For the log: never the statement, because its arguments are what customers wrote. */
    public static String describe(Throwable failure) {
        return complaint(failure)
                .map(it -> it.getClass().getSimpleName() + ", SQL state "
                        + Optional.ofNullable(it.getSQLState()).orElse("none"))
                .orElse(failure.getClass().getName());
    }

    private static SqlTrouble kind(SQLException complaint) {
        String state = complaint.getSQLState();
        return switch (state == null || state.length() < 2 ? "" : state.substring(0, 2)) {
            case "21", "22", "23", "54" -> DATA;
            case "40" -> CONFLICT;
            default -> DATABASE;
        };
    }

    private static Optional<SQLException> complaint(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException complaint) {
                return Optional.of(complaint);
            }
        }
        return Optional.empty();
    }
}
