package dev.relaydesk.handoff;

import dev.relaydesk.access.Role;
import dev.relaydesk.platform.page.Limit;
import dev.relaydesk.platform.page.Page;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Who waits for a human, who has one, and whether staff were told. */
@Path("/api/v1/handoffs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class HandoffResource {

    private static final Set<String> STATES = Set.of("waiting", "taken", "ended");

    private final HandoffList handoffs;

    HandoffResource(HandoffList handoffs) {
        this.handoffs = handoffs;
    }

    /** One, with the brief for whoever takes it over. */
    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER)
    public HandoffDetail one(@RestPath UUID id) {
        return handoffs.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no handoff " + id));
    }

    /** The latest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    public Page<HandoffView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("state") @Nullable String state) {
        if (state != null && !STATES.contains(state)) {
            throw new Refusal(
                    ProblemType.BAD_REQUEST,
                    "There is no such state",
                    List.of(new Problem.Field("state", "must be waiting, taken or ended")),
                    null);
        }
        int most = Limit.of(limit);
        return Page.of(
                handoffs.list(Limit.cursor(cursor), state, most + 1),
                most,
                row -> row.handoffId().toString());
    }
}
