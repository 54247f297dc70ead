package dev.relaydesk.platform.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown where a request cannot be served; becomes a problem document in one place, {@link ProblemMapper}. */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemType type;
    private final transient List<Problem.Field> fields;
    private final @Nullable Duration retryAfter;

    public Refusal(ProblemType type, String detail) {
        this(type, detail, List.of(), null);
    }

    public Refusal(ProblemType type, String detail, List<Problem.Field> fields, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.type = type;
        this.fields = List.copyOf(fields);
        this.retryAfter = retryAfter;
    }

    public ProblemType type() {
        return type;
    }

    public List<Problem.Field> fields() {
        return fields;
    }

    /** When the caller may try again; null when waiting does not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
