package dev.relaydesk.action.endpoint;

/** A header with its secrets filled in, which is why it does not show its value. */
record Header(String name, String value) {

    @Override
    public String toString() {
        return name;
    }
}
