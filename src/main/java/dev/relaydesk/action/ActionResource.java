package dev.relaydesk.action;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.page.Limit;
import dev.relaydesk.platform.page.Page;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What the model asked for, and what would become of it if it asked. */
@Path("/api/v1/actions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ActionResource {

    private final Actions actions;
    private final Approvals approvals;
    private final Simulation simulation;
    private final SecurityIdentity identity;

    ActionResource(Actions actions, Approvals approvals, Simulation simulation, SecurityIdentity identity) {
        this.actions = actions;
        this.approvals = approvals;
        this.simulation = simulation;
        this.identity = identity;
    }

    /** The newest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    public Page<ActionView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("conversation_id") @Nullable String conversation,
            @QueryParam("customer_id") @Nullable String customer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("action") @Nullable String action,
            @QueryParam("awaiting_approval") boolean awaitingApproval) {
        int most = Limit.of(limit);
        var filter = new Actions.Filter(
                id("conversation_id", conversation), id("customer_id", customer), state, action, awaitingApproval);
        return Page.of(
                actions.list(filter, Limit.cursor(cursor), most + 1),
                most,
                row -> row.actionId().toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER)
    public ActionView one(@RestPath UUID id) {
        return actions.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no action " + id));
    }

    /** Does what waits for a colleague. What is done outside is under way when this returns. */
    @POST
    @Path("/{id}/approve")
    @RolesAllowed(Role.AGENT)
    public ActionView approve(@RestPath UUID id) {
        approvals.approve(new ConversationId(one(id).conversationId()), id, Actor.of(identity));
        return one(id);
    }

    /** Leaves undone what waits for a colleague. */
    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AGENT)
    public ActionView reject(@RestPath UUID id, @Nullable Rejection rejection) {
        String reason = Rejection.reasonOf(rejection);
        approvals.reject(new ConversationId(one(id).conversationId()), id, reason, Actor.of(identity));
        return one(id);
    }

    /** Judges a text as if the model had said it, and does nothing. */
    @POST
    @Path("/simulate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.VIEWER)
    public SimulationView simulate(@Nullable SimulationRequest request) {
        SimulationRequest.Valid valid = SimulationRequest.validated(request);
        return SimulationView.of(simulation.judge(valid.output(), valid.customer()));
    }

    private static @Nullable UUID id(String field, @Nullable String asked) {
        try {
            return asked == null || asked.isEmpty() ? null : UUID.fromString(asked);
        } catch (IllegalArgumentException _) {
            throw new Refusal(
                    ProblemType.BAD_REQUEST,
                    "The query is not valid",
                    List.of(new Problem.Field(field, "must be a UUID")),
                    null);
        }
    }
}
