package dev.relaydesk.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem document of RFC 9457, media type {@code application/problem+json}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type, String title, int status, @Nullable String detail, List<Field> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** The document of a refusal. */
    public static Problem of(Refusal refusal) {
        ProblemType type = refusal.type();
        return new Problem(type.uri(), type.title(), type.status(), refusal.getMessage(), refusal.fields());
    }

    /** Something went wrong, and the caller need not know what. */
    public static Problem internal() {
        ProblemType type = ProblemType.INTERNAL;
        return new Problem(type.uri(), type.title(), type.status(), null, List.of());
    }

    /** What is wrong with one field of the request. */
    public record Field(String field, String message) {}
}
