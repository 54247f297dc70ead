package dev.relaydesk.access;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where staff say who they are. */
@Path("/sign-in")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
class SignInPage {

    record Form(Visitor visitor, String email, String next, String message) implements TemplateInstance {}

    private final SignIn signIn;
    private final SessionCookie cookie;
    private final SecurityIdentity identity;

    SignInPage(SignIn signIn, SessionCookie cookie, SecurityIdentity identity) {
        this.signIn = signIn;
        this.cookie = cookie;
        this.identity = identity;
    }

    @GET
    public Response show(@QueryParam("next") @Nullable String next) {
        return identity.isAnonymous()
                ? Response.ok(new Form(Visitor.NOBODY, "", Site.localOrStart(next), ""))
                        .build()
                : Response.seeOther(URI.create(Site.localOrStart(next))).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response attempt(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("next") @Nullable String next,
            RoutingContext context) {
        String address = context.request().remoteAddress().hostAddress();
        return switch (signIn.attempt(email, password, address)) {
            case SignIn.Outcome.Welcome(String token) ->
                Response.seeOther(URI.create(Site.localOrStart(next)))
                        .cookie(cookie.holding(token))
                        .build();
            case SignIn.Outcome.Refused() ->
                again(401, email, next, "That e-mail and password do not belong together. Try again.")
                        .build();
            case SignIn.Outcome.TooOften(Duration wait) ->
                again(429, email, next, "Too many attempts. Try again in %s.".formatted(inWords(wait)))
                        .header("Retry-After", wait.toSeconds())
                        .build();
        };
    }

    private static Response.ResponseBuilder again(int status, String email, @Nullable String next, String message) {
        return Response.status(status).entity(new Form(Visitor.NOBODY, email, Site.localOrStart(next), message));
    }

    private static String inWords(Duration wait) {
        long minutes = wait.plusSeconds(59).toMinutes();
        return minutes == 1 ? "a minute" : minutes < 90 ? minutes + " minutes" : (minutes + 59) / 60 + " hours";
    }
}
