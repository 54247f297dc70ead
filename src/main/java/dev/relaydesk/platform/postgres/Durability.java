package dev.relaydesk.platform.postgres;

/** What the embedded PostgreSQL promises about a power cut. */
public enum Durability {
    /** A committed transaction is on the disk. */
    KEPT,
    /** Nothing is flushed; only for data that a test throws away. */
    THROWN_AWAY
}
