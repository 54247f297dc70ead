package dev.relaydesk.playground;

/**
 * What the playground plays with.
 *
 * @param spaceSimulated whether answers come from the built-in simulator instead of a Space
 * @param phoneWorks whether there is a simulated WhatsApp account to write to
 * @param streaming whether the next turn asks for a stream
 */
record Setting(boolean spaceSimulated, boolean whatsAppSimulated, boolean phoneWorks, boolean streaming) {}
