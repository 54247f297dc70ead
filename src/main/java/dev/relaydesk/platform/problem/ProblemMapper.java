package dev.relaydesk.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.relaydesk.platform.db.SqlTrouble;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns what goes wrong into problem documents. A surprise is told with a reference number and nothing else. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response refusal(Refusal refusal) {
        var response = respond(refusal.type(), refusal.getMessage(), refusal.fields());
        var retryAfter = refusal.retryAfter();
        if (retryAfter == null) {
            return response;
        }
        return Response.fromResponse(response)
                .header("Retry-After", Math.max(1, retryAfter.plusMillis(999).toSeconds()))
                .build();
    }

    @ServerExceptionMapper
    public Response badJson(JsonProcessingException e) {
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        List<Problem.Field> fields =
                path.isEmpty() ? List.of() : List.of(new Problem.Field(path, "is unknown or of the wrong kind"));
        return respond(ProblemType.BAD_REQUEST, "The body is not the JSON that is expected here", fields);
    }

    /** Quarkus has a mapper of its own for these, which says nothing; the more specific one wins. */
    @ServerExceptionMapper
    public Response wrongField(MismatchedInputException e) {
        return badJson(e);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e) {
        Throwable cause = e.getCause();
        if (cause instanceof JsonProcessingException json) {
            return badJson(json);
        }
        int status = e.getResponse().getStatus();
        for (ProblemType type : ProblemType.values()) {
            if (type.status() == status) {
                return respond(type, null, List.of());
            }
        }
        return e.getResponse();
    }

    @ServerExceptionMapper
    public Response surprise(RuntimeException e) {
        UUID reference = UUID.randomUUID();
        SqlTrouble trouble = SqlTrouble.of(e);
        if (trouble == SqlTrouble.DATABASE) {
            LOG.errorf("Request failed, reference %s: %s", reference, SqlTrouble.describe(e));
            return Response.fromResponse(respond(
                            ProblemType.UNAVAILABLE, "The database does not answer; reference " + reference, List.of()))
                    .header("Retry-After", 1)
                    .build();
        }
        LOG.errorf(e, "Request failed, reference %s", reference);
        return respond(ProblemType.INTERNAL, "Reference " + reference, List.of());
    }

    private static Response respond(ProblemType type, @Nullable String detail, List<Problem.Field> fields) {
        return Response.status(type.status())
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(type.uri(), type.title(), type.status(), detail, fields))
                .build();
    }
}
