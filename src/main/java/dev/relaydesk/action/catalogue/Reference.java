package dev.relaydesk.action.catalogue;

/**
 * Something a parameter names that must belong to the customer, as the schema's {@code x-belongs-to-customer} says.
 *
 * @param kind {@code ticket}, or whatever the schema calls it
 */
public record Reference(String kind, String value) {}
