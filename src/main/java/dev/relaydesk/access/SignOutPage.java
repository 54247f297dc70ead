package dev.relaydesk.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/** Ends the session, here and in the database. */
@Path("/sign-out")
@RunOnVirtualThread
class SignOutPage {

    private final Sessions sessions;
    private final Site site;
    private final SessionCookie cookie;
    private final SecurityIdentity identity;
    private final Audit audit;

    SignOutPage(Sessions sessions, Site site, SessionCookie cookie, SecurityIdentity identity, Audit audit) {
        this.sessions = sessions;
        this.site = site;
        this.cookie = cookie;
        this.identity = identity;
        this.audit = audit;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.VIEWER)
    public Response leave(@Context HttpHeaders headers) {
        var sent = headers.getCookies().get(site.sessionCookie());
        if (sent != null) {
            sessions.close(sent.getValue());
        }
        audit.record(Actor.of(identity), "signed_out", null, Map.of());
        return Response.seeOther(URI.create("/sign-in")).cookie(cookie.gone()).build();
    }
}
