package dev.relaydesk.platform.db;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes strangers' words fit for PostgreSQL, which holds no NUL character. */
public final class Storable {

    private static final char INSTEAD = '\ufffd';

    private Storable() {}

    public static String text(String words) {
        return words.replace('\0', INSTEAD);
    }

    /** For a column of type jsonb. */
    public static String json(JsonNode value) {
        return value.toString().replace("\\u0000", "\\ufffd");
    }
}
