package dev.relaydesk.action;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request whose name and parameters are sound.
 *
 * @param name of the action in the catalogue
 * @param askedAs the name the model used, an alias perhaps
 * @param parameters what the model said, with the alias' own values above it; not to be changed
 * @param fingerprint equal for equal requests of one customer
 */
public record ActionRequest(String name, String askedAs, String reason, ObjectNode parameters, String fingerprint) {}
