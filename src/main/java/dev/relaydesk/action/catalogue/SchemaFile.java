package dev.relaydesk.action.catalogue;

/**
 * A schema that was found.
 *
 * @param name of the action
 * @param file as the operator knows it
 */
record SchemaFile(String name, String file, String text) {}
