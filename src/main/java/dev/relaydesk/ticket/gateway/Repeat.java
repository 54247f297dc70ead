package dev.relaydesk.ticket.gateway;

/** Whether a ticket may be asked for once more when nobody knows what became of the first time. */
public enum Repeat {
    /** The system knows our key and does it once. */
    WITH_KEY,
    /** A search reads the rows themselves, so one that finds nothing is right once the first request is surely over. */
    AFTER_LOOK_UP,
    /** A search lags behind, so a person decides. */
    NEVER;

    /**
     * After a look-up that found nothing.
     *
     * @param certain whether the first request is surely over
     * @param repeated whether it was already asked for once more
     * @param hopeless whether a person should look by now
     */
    public boolean isAllowed(boolean certain, boolean repeated, boolean hopeless) {
        return switch (this) {
            case WITH_KEY -> !hopeless || !repeated;
            case AFTER_LOOK_UP -> certain && !repeated;
            case NEVER -> false;
        };
    }
}
