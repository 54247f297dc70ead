package dev.relaydesk.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.platform.idempotency.Begun;
import dev.relaydesk.platform.idempotency.KeyedCall;
import dev.relaydesk.platform.idempotency.KeyedCalls;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers a repeated call of the API as the first was answered, when it carries the same {@code Idempotency-Key}. What
 * failed on our side, or came too early, is not kept: its repetition is a new attempt. Streams are told by their own ids.
 */
@Singleton
class IdempotencyKeys {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";

    private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);
    private static final String CALL = IdempotencyKeys.class.getName();
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int LONGEST_KEY = 200;
    private static final int AFTER_THE_GUARDS = Priorities.USER + 1000;

    private final KeyedCalls calls;
    private final SecurityIdentity identity;
    private final ObjectMapper json;

    IdempotencyKeys(KeyedCalls calls, SecurityIdentity identity, ObjectMapper json) {
        this.calls = calls;
        this.identity = identity;
        this.json = json;
    }

    @ServerRequestFilter(priority = AFTER_THE_GUARDS)
    public @Nullable Response begin(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || !isKept(request)) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Refusal(ProblemType.BAD_REQUEST, HEADER + " must have 1 to " + LONGEST_KEY + " characters");
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        var call = new KeyedCall(
                UUID.randomUUID(),
                Actor.of(identity).key(),
                key,
                request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath(),
                Secret.hash(new String(body, StandardCharsets.ISO_8859_1)));
        return switch (calls.begin(call)) {
            case Begun.First() -> {
                request.setProperty(CALL, call);
                yield null;
            }
            case Begun.Answered(int status, String mediaType, String answer) ->
                Response.status(status)
                        .type(mediaType)
                        .entity(answer)
                        .header(REPLAYED, "true")
                        .build();
            case Begun.UnderWay() ->
                throw new Refusal(
                        ProblemType.CONFLICT,
                        "The first call with this " + HEADER + " is still under way",
                        List.of(),
                        Duration.ofSeconds(1));
            case Begun.Contradicts() ->
                throw new Refusal(ProblemType.UNPROCESSABLE, HEADER + " was used before for another request");
        };
    }

    private boolean isKept(ContainerRequestContext request) {
        return CHANGING.contains(request.getMethod())
                && request.getUriInfo().getPath().startsWith("/api/")
                && !identity.isAnonymous()
                && BlockingOperationControl.isBlockingAllowed();
    }

    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(CALL) instanceof KeyedCall call)) {
            return;
        }
        try {
            if (isWorthKeeping(response)) {
                MediaType type = response.getMediaType();
                calls.finish(call, response.getStatus(), type == null ? null : type.toString(), written(response));
            } else {
                calls.release(call);
            }
        } catch (JsonProcessingException | RuntimeException e) {
            // The call has had its effect and its answer goes out; a repetition is told to wait, then let through.
            LOG.errorf(e, "The answer to a call with a key could not be kept");
        }
    }

    private static boolean isWorthKeeping(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        boolean json = type == null || type.getSubtype().endsWith("json");
        return json && response.getStatus() < 500 && response.getStatus() != 429;
    }

    private @Nullable String written(ContainerResponseContext response) throws JsonProcessingException {
        Object entity = response.getEntity();
        return entity == null || entity instanceof String ? (String) entity : json.writeValueAsString(entity);
    }
}
