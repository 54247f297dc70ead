package dev.relaydesk.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a request gets that must say who sent it: a person the sign-in page, a program a problem document. */
@Singleton
class Challenge {

    private static final Problem UNAUTHENTICATED = problem(ProblemType.UNAUTHENTICATED);

    private final ObjectMapper json;

    Challenge(ObjectMapper json) {
        this.json = json;
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException e, RoutingContext context) {
        return response(context);
    }

    @ServerExceptionMapper
    public Response failed(AuthenticationFailedException e, RoutingContext context) {
        return response(context);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return Response.status(ProblemType.FORBIDDEN.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem(ProblemType.FORBIDDEN))
                .build();
    }

    /** For requests that are refused before they reach an endpoint. */
    void send(RoutingContext context) {
        Response response = response(context);
        var http = context.response().setStatusCode(response.getStatus());
        response.getStringHeaders().forEach(http::putHeader);
        if (response.hasEntity()) {
            http.end(asJson());
        } else {
            http.end();
        }
    }

    private static Response response(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isForPerson(request)) {
            return Response.status(401)
                    .header("WWW-Authenticate", "Bearer")
                    .header("Content-Type", Problem.MEDIA_TYPE)
                    .entity(UNAUTHENTICATED)
                    .build();
        }
        boolean mayReturn = request.method().name().equals("GET") && request.getHeader("HX-Request") == null;
        String signIn = mayReturn && !request.uri().equals("/")
                ? "/sign-in?next=" + URLEncoder.encode(Site.localOrStart(request.uri()), StandardCharsets.UTF_8)
                : "/sign-in";
        return request.getHeader("HX-Request") == null
                ? Response.status(303).header("Location", signIn).build()
                : Response.status(401).header("HX-Redirect", signIn).build();
    }

    private static Problem problem(ProblemType type) {
        return new Problem(type.uri(), type.title(), type.status(), null, List.of());
    }

    private static boolean isForPerson(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return request.getHeader("Authorization") == null
                && (request.getHeader("HX-Request") != null || (accept != null && accept.contains("text/html")));
    }

    private String asJson() {
        try {
            return json.writeValueAsString(UNAUTHENTICATED);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
