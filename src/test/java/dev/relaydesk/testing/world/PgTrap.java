package dev.relaydesk.testing.world;

/**
 * A moment in the talk between the service and its database, recognised by the text of a statement.
 *
 * @param marker part of the SQL text
 * @param moment when exactly
 */
public record PgTrap(String marker, Moment moment) {

    /** Where the talk is held. */
    public enum Moment {
        /** The statement has been sent by the service and has not reached the database. */
        BEFORE_STATEMENT,
        /** What commits the statement (itself, or the COMMIT of its transaction) has not reached the database. */
        BEFORE_COMMIT,
        /** The database has committed the statement; the service has not been told. */
        AFTER_COMMIT,
        /** As before, for a statement without a transaction of its own, and only once it had rows to return. */
        AFTER_FIND
    }
}
