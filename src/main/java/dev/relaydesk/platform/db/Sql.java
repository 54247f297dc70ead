package dev.relaydesk.platform.db;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * A statement with named parameters whose names are looked up once, when its owner is loaded. For the handful of statements
 * that run in every turn; Jdbi itself resolves names, types and settings anew at each call, about a fifth of the samples
 * in a saturated run (docs/performance.md). Everything else goes through Jdbi.
 */
public final class Sql {

    private final String positional;
    private final Map<String, List<Integer>> places;

    private Sql(String positional, Map<String, List<Integer>> places) {
        this.positional = positional;
        this.places = places;
    }

    /** Reads {@code :name} parameters; text in quotes, comments and {@code ::} casts are left alone. */
    public static Sql of(String named) {
        StringBuilder out = new StringBuilder(named.length());
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        int count = 0;
        for (int i = 0; i < named.length(); ) {
            char c = named.charAt(i);
            int end = c == '\'' ? named.indexOf('\'', i + 1) + 1 : i + 1;
            if (named.startsWith("/*", i)) {
                end = named.indexOf("*/", i) + 2;
            } else if (named.startsWith("--", i)) {
                end = named.indexOf('\n', i) + 1;
            } else if (named.startsWith("::", i)) {
                end = i + 2;
            } else if (c == ':' && i + 1 < named.length() && Character.isLetter(named.charAt(i + 1))) {
                while (end < named.length() && Character.isLetterOrDigit(named.charAt(end))) {
                    end++;
                }
                places.computeIfAbsent(named.substring(i + 1, end), _ -> new ArrayList<>())
                        .add(++count);
                out.append('?');
                i = end;
                continue;
            }
            out.append(named, i, end);
            i = end;
        }
        return new Sql(out.toString(), places);
    }

    /** Begins a call on the handle's connection, within its transaction if it has one. */
    public SqlCall on(Handle handle) {
        return new SqlCall(handle.getConnection(), positional, places);
    }
}
