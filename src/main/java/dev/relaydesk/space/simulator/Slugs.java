package dev.relaydesk.space.simulator;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/** Slugs as upstream makes them: words, a dash, and the UUID's sixteen bytes as 22 characters. */
final class Slugs {

    private Slugs() {}

    static String slug(String title, String uuid) {
        UUID id = UUID.fromString(uuid);
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        String tail = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        String words =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String head = words.length() > 25 ? words.substring(0, 25) : words;
        return head + "-" + tail.replace('+', '.').replace('/', '_');
    }
}
