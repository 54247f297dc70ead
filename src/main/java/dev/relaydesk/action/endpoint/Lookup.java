package dev.relaydesk.action.endpoint;

/** Whether the other side knows our reference. */
public sealed interface Lookup {

    /** It was executed. */
    record Found(String text) implements Lookup {}

    /** Not there now: a request that is still on its way may yet arrive. */
    record NotFound() implements Lookup {}

    /** The question was not answered. */
    record Unknown(String code, String detail) implements Lookup {}
}
