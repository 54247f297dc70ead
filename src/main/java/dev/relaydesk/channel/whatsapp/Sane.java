package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.json.BoundedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Takes strings out of hostile JSON in a form that PostgreSQL and its indexes can hold. */
final class Sane {

    /** The longest text kept of one message, in UTF-16 units; WhatsApp itself stops at 4096. */
    static final int TEXT = 64 * 1024;
    /** Identifiers stand in unique indexes, whose entries are limited to about 2700 bytes. */
    static final int ID = 256;

    static final int NAME = 200;

    /** Reads what comes from Meta. */
    static final BoundedJson BODY = new BoundedJson(4 << 20, 1 << 20);

    private Sane() {}

    /** The text or number of that name, made sane and cut to {@code limit}; null when there is none or it is blank. */
    static @Nullable String field(JsonNode node, String name, int limit) {
        JsonNode value = node.path(name);
        if (!value.isTextual() && !value.isNumber()) {
            return null;
        }
        String text = text(value.asText(), limit);
        return text.isBlank() ? null : text;
    }

    static @Nullable String text(JsonNode node, String name) {
        return field(node, name, TEXT);
    }

    /** An identifier; one that is too long for an index is replaced by its hash. */
    static @Nullable String id(JsonNode node, String name) {
        String value = field(node, name, Integer.MAX_VALUE);
        return value == null || value.length() <= ID ? value : hash(value);
    }

    /** Without U+0000, with U+FFFD for each half of a surrogate pair that stands alone, and never longer than asked. */
    static String text(String text, int limit) {
        if (text.length() <= limit && isSane(text)) {
            return text;
        }
        var sane = new StringBuilder(Math.min(text.length(), limit));
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == 0) {
                continue;
            }
            boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            int kept = half ? 0xFFFD : codePoint;
            if (sane.length() + Character.charCount(kept) > limit) {
                break;
            }
            sane.appendCodePoint(kept);
        }
        return sane.toString();
    }

    private static boolean isSane(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** A stable id for something that has none. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
