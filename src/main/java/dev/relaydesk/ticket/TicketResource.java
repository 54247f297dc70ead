package dev.relaydesk.ticket;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relaydesk.access.Role;
import dev.relaydesk.platform.page.Limit;
import dev.relaydesk.platform.page.Page;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Tickets, and how they stand in the ticket system. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class TicketResource {

    private static final int LONGEST_COMMENT = 10_000;

    private final TicketList tickets;

    TicketResource(TicketList tickets) {
        this.tickets = tickets;
    }

    /** The newest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    public Page<TicketView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("status") @Nullable String status,
            @QueryParam("customer_id") @Nullable String customer,
            @QueryParam("since") @Nullable String since) {
        int most = Limit.of(limit);
        return Page.of(
                tickets.list(
                        status,
                        read("customer_id", "must be a UUID", customer, UUID::fromString),
                        read("since", "must be a time like 2026-01-31T08:00:00Z", since, Instant::parse),
                        Limit.cursor(cursor),
                        most + 1),
                most,
                row -> row.ticketId().toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER)
    public TicketView one(@RestPath UUID id) {
        return tickets.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no ticket " + id));
    }

    /** @param forStaff unless it is false, the customer must never see it */
    record NewComment(
            @Nullable String text,
            @JsonProperty("private") @Nullable Boolean forStaff) {}

    /** Adds a note for staff, or a comment that the customer may read. */
    @POST
    @Path("/{id}/comments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AGENT)
    public TicketView comment(@RestPath UUID id, @Nullable NewComment comment) {
        one(id);
        String text = comment == null || comment.text() == null ? "" : comment.text();
        if (text.isBlank() || text.length() > LONGEST_COMMENT || text.indexOf('\0') >= 0) {
            throw refused("text", "must be a text of at most " + LONGEST_COMMENT + " characters");
        }
        tickets.comment(id, text, comment == null || !Boolean.FALSE.equals(comment.forStaff()));
        return one(id);
    }

    /** Tries again what was given up; what may have happened is looked for first. */
    @POST
    @Path("/{id}/retry")
    @RolesAllowed(Role.AGENT)
    public TicketView retry(@RestPath UUID id) {
        one(id);
        tickets.retry(id);
        return one(id);
    }

    private static <T> @Nullable T read(
            String field, String rule, @Nullable String asked, Function<String, T> reading) {
        try {
            return asked == null || asked.isEmpty() ? null : reading.apply(asked);
        } catch (IllegalArgumentException | DateTimeParseException _) {
            throw refused(field, rule);
        }
    }

    private static Refusal refused(String field, String rule) {
        return new Refusal(
                ProblemType.BAD_REQUEST, "The request is not valid", List.of(new Problem.Field(field, rule)), null);
    }
}
