package dev.relaydesk.access;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Leads to the page that people want first; until there is a console, that is the playground. */
@Path("/")
class StartPage {

    @GET
    @PermitAll
    public Response show() {
        return Response.seeOther(URI.create("/playground")).build();
    }
}
