package dev.relaydesk.action;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.platform.page.Page;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What is allowed of each action of the catalogue. */
@Path("/api/v1/action-policies")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class PolicyResource {

    private final Policies policies;
    private final ActionCatalogue catalogue;
    private final SecurityIdentity identity;

    PolicyResource(Policies policies, ActionCatalogue catalogue, SecurityIdentity identity) {
        this.policies = policies;
        this.catalogue = catalogue;
        this.identity = identity;
    }

    /** All of them, in the order of their names. */
    @GET
    @RolesAllowed(Role.ADMIN)
    public Page<PolicyView> list() {
        return new Page<>(
                catalogue.current().actions().stream()
                        .map(each -> PolicyView.of(policies.held(each.name())))
                        .toList(),
                null);
    }

    @GET
    @Path("/{action}")
    @RolesAllowed(Role.ADMIN)
    public PolicyView one(@RestPath String action) {
        return PolicyView.of(policies.held(known(action)));
    }

    @PUT
    @Path("/{action}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN)
    public PolicyView change(@RestPath String action, @Nullable PolicyChange change) {
        String name = known(action);
        PolicyChange.Valid valid = PolicyChange.validated(change, name);
        return PolicyView.of(policies.change(name, valid.policy(), valid.version(), Actor.of(identity)));
    }

    private String known(String action) {
        if (!catalogue.current().definitions().containsKey(action)) {
            throw new Refusal(ProblemType.NOT_FOUND, "There is no action " + action);
        }
        return action;
    }
}
