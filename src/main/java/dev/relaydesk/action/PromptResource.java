package dev.relaydesk.action;

import dev.relaydesk.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What is said to the model, for copying. */
@Path("/api/v1/prompts")
@RunOnVirtualThread
class PromptResource {

    private final SpaceInstructions instructions;

    PromptResource(SpaceInstructions instructions) {
        this.instructions = instructions;
    }

    @GET
    @Path("/space-instructions")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @RolesAllowed(Role.ADMIN)
    public String spaceInstructions() {
        return instructions.text();
    }
}
