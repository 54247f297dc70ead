package dev.relaydesk.platform.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor opaque; send it as {@code cursor} for the next page; null on the last one
 */
public record Page<T>(
        List<T> items,
        @JsonProperty("next_cursor") @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /** Cuts a list that was read with one row too many. */
    public static <T> Page<T> of(List<T> oneMoreThanLimit, int limit, Function<T, String> cursor) {
        if (oneMoreThanLimit.size() <= limit) {
            return new Page<>(oneMoreThanLimit, null);
        }
        List<T> items = oneMoreThanLimit.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }
}
