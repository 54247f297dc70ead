package dev.relaydesk.access;

import dev.relaydesk.platform.page.Page;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Who works here: roles, departments, and where they are reached. */
@Path("/api/v1/staff")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.ADMIN)
class StaffResource {

    private final StaffDirectory directory;
    private final SecurityIdentity identity;

    StaffResource(StaffDirectory directory, SecurityIdentity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    /** All of them, in the order of their names. */
    @GET
    public Page<StaffView> list() {
        return new Page<>(directory.all(), null);
    }

    @GET
    @Path("/{id}")
    public StaffView one(@RestPath UUID id) {
        return directory.find(id).orElseThrow(() -> unknown(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public StaffView add(@Nullable StaffChange change) {
        return one(directory.add(given(change), Actor.of(identity)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public StaffView change(@RestPath UUID id, @Nullable StaffChange change) {
        if (!directory.change(id, given(change), Actor.of(identity))) {
            throw unknown(id);
        }
        return one(id);
    }

    private static StaffChange given(@Nullable StaffChange change) {
        if (change == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The body is empty; a member of staff is expected");
        }
        return change;
    }

    private static Refusal unknown(UUID id) {
        return new Refusal(ProblemType.NOT_FOUND, "There is no member of staff " + id);
    }
}
