package dev.relaydesk.ticket;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import dev.relaydesk.ticket.simulator.SimulatedTicket;
import dev.relaydesk.ticket.simulator.TicketSimulator;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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

/** The simulated ticket desk, as its agents see it. */
@Path(DeskPage.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.AGENT)
@RunOnVirtualThread
class DeskPage {

    static final String PATH = "/simulators/tickets";

    private static final int LONGEST = 4_000;

    record Desk(Visitor visitor, List<SimulatedTicket> tickets) implements TemplateInstance {}

    private final SimulatedDesk desk;
    private final SecurityIdentity identity;

    DeskPage(SimulatedDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    @GET
    public TemplateInstance show() {
        return new Desk(Visitor.of(identity), simulator().tickets());
    }

    @POST
    @Path("{id}/status")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response move(@PathParam("id") String id, @FormParam("status") @DefaultValue("") String status) {
        return back(id, simulator().move(id, status));
    }

    /** Writes on the ticket: with {@code note} for staff alone, with anything else for the customer to read. */
    @POST
    @Path("{id}/comments")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response write(
            @PathParam("id") String id,
            @FormParam("text") @DefaultValue("") String text,
            @FormParam("kind") @DefaultValue("") String kind) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new Refusal(ProblemType.BAD_REQUEST, "A comment has 1 to " + LONGEST + " characters");
        }
        return back(id, simulator().write(id, Actor.of(identity).name(), text, kind.equals("note")));
    }

    private static Response back(String id, boolean done) {
        if (!done) {
            throw new Refusal(ProblemType.NOT_FOUND, "There is no such ticket");
        }
        return Response.seeOther(URI.create(PATH + "#ticket-" + id)).build();
    }

    private TicketSimulator simulator() {
        return desk.simulator()
                .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "The ticket desk is not played here"));
    }
}
