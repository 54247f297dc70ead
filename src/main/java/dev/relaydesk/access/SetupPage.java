package dev.relaydesk.access;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** Behind the one-time link of the first start: the first administrator chooses a name and a password. */
@Path("/setup/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
class SetupPage {

    record Form(Visitor visitor, String token, String email, String name, List<String> complaints)
            implements TemplateInstance {}

    record Used(Visitor visitor) implements TemplateInstance {}

    private final FirstAdmin admin;
    private final Sessions sessions;
    private final SessionCookie cookie;

    SetupPage(FirstAdmin admin, Sessions sessions, SessionCookie cookie) {
        this.admin = admin;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @GET
    public Response show(@PathParam("token") String token) {
        return admin.isValid(token)
                ? Response.ok(new Form(Visitor.NOBODY, token, "", "", List.of()))
                        .build()
                : used();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(
            @PathParam("token") String token,
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("password") @DefaultValue("") String password) {
        if (!admin.isValid(token)) {
            return used();
        }
        var account = new NewAccount(email, name, password);
        var complaints = account.complaints();
        if (!complaints.isEmpty()) {
            return Response.status(400)
                    .entity(new Form(Visitor.NOBODY, token, email, name, complaints))
                    .build();
        }
        return admin.create(token, account.email(), account.name(), account.password())
                .map(sessions::open)
                .map(session -> Response.seeOther(URI.create("/"))
                        .cookie(cookie.holding(session))
                        .build())
                .orElseGet(SetupPage::used);
    }

    private static Response used() {
        return Response.status(404).entity(new Used(Visitor.NOBODY)).build();
    }
}
