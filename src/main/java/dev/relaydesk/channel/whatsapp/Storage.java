package dev.relaydesk.channel.whatsapp;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to store something, told from the database's complaint. */
enum Storage {
    DONE,
    /** The database is not there, or not able to take anything: the sender should come again. */
    UNAVAILABLE,
    /** Another transaction stood in the way; at once again. */
    CONFLICT,
    /** It is this content that cannot be stored; coming again would not help. */
    BAD_CONTENT;

    static Storage of(Throwable failure) {
        SQLException complaint = complaint(failure);
        if (complaint == null) {
            return BAD_CONTENT;
        }
        String state = complaint.getSQLState();
        String kind = state == null || state.length() < 2 ? "" : state.substring(0, 2);
        return switch (kind) {
            case "40" -> CONFLICT;
            case "21", "22", "23", "54" -> BAD_CONTENT;
            default -> UNAVAILABLE;
        };
    }

    /** For the log: never the statement, because its arguments are what customers wrote. */
    static String describe(Throwable failure) {
        SQLException complaint = complaint(failure);
        if (complaint == null) {
            return failure.getClass().getName();
        }
        String state = complaint.getSQLState();
        return complaint.getClass().getSimpleName() + ", SQL state " + (state == null ? "none" : state);
    }

    private static @Nullable SQLException complaint(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException complaint) {
                return complaint;
            }
        }
        return null;
    }
}
