package dev.relaydesk.playground;

import dev.relaydesk.access.Actor;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A member of staff playing a customer.
 *
 * @param number a telephone number from the range kept free for stories, always the same for one person
 */
record Tester(String name, String number) {

    static Tester of(Actor actor) {
        long seed = UUID.nameUUIDFromBytes(actor.key().getBytes(StandardCharsets.UTF_8))
                        .getLeastSignificantBits()
                & Long.MAX_VALUE;
        return new Tester(actor.name(), "1%03d55501%02d".formatted(200 + seed % 800, seed / 800 % 100));
    }
}
