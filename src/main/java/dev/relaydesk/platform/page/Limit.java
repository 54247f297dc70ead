package dev.relaydesk.platform.page;

import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a caller asks of a list, and refuses what makes no sense. */
public final class Limit {

    private static final int DEFAULT = 50;
    private static final int MOST = 200;

    private Limit() {}

    /** Between 1 and 200; 50 when nothing is asked. */
    public static int of(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT;
        }
        if (asked < 1 || asked > MOST) {
            throw refused("limit", "must be between 1 and " + MOST);
        }
        return asked;
    }

    /** A cursor that is an id. */
    public static @Nullable UUID cursor(@Nullable String asked) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(asked);
        } catch (IllegalArgumentException _) {
            throw refused("cursor", "is not one that this list gave out");
        }
    }

    private static Refusal refused(String field, String message) {
        return new Refusal(
                ProblemType.BAD_REQUEST, "The query is not valid", List.of(new Problem.Field(field, message)), null);
    }
}
