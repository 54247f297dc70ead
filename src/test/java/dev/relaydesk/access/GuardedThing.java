package dev.relaydesk.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** An endpoint of each kind, to try the doors on. */
@Path("/api/v1/guarded")
@Produces({MediaType.TEXT_PLAIN, MediaType.TEXT_HTML})
class GuardedThing {

    private final SecurityIdentity identity;
    private int changes;

    GuardedThing(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    @Path("viewer")
    @RolesAllowed(Role.VIEWER)
    public String viewer() {
        return Actor.of(identity).key();
    }

    @GET
    @Path("agent")
    @RolesAllowed(Role.AGENT)
    public String agent() {
        return "for agents";
    }

    @GET
    @Path("admin")
    @RolesAllowed(Role.ADMIN)
    public String admin() {
        return "for administrators";
    }

    @GET
    @Path("forgotten")
    public String forgotten() {
        return "nobody said who may read this";
    }

    @GET
    @Path("broken")
    @RolesAllowed(Role.VIEWER)
    public String broken() {
        throw new IllegalStateException("on purpose");
    }

    @POST
    @Path("change")
    @RolesAllowed(Role.AGENT)
    public String change() {
        return "changed " + ++changes;
    }
}
