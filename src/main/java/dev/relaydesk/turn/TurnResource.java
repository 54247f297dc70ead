package dev.relaydesk.turn;

import dev.relaydesk.platform.page.Limit;
import dev.relaydesk.platform.page.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The turns of a conversation, the latest first. */
@Path("/api/v1/conversations/{id}/turns")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class TurnResource {

    private final Turns turns;

    TurnResource(Turns turns) {
        this.turns = turns;
    }

    @GET
    @RolesAllowed("viewer")
    public Page<TurnView> list(
            @RestPath UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int most = Limit.of(limit);
        return Page.of(
                turns.list(id, Limit.cursor(cursor), most + 1),
                most,
                row -> row.turnId().toString());
    }
}
