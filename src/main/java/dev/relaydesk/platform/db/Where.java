package dev.relaydesk.platform.db;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list that may be asked for. Only those that are given stand in the statement: {@code :x IS NULL OR
 * column = :x} would be planned once for both cases, and so never by the column's index.
 */
public final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    /** Adds the condition, which holds {@code :name}, unless the value is null. */
    public Where and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** Adds a condition without a value, if it was asked for. */
    public Where when(boolean given, String condition) {
        if (given) {
            conditions.add(condition);
        }
        return this;
    }

    /** {@code WHERE} and what follows, on a line of its own; empty when nothing was given. */
    public String sql() {
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + "\n";
    }

    /** What is to be bound. */
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
