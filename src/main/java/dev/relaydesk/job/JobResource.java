package dev.relaydesk.job;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.platform.page.Limit;
import dev.relaydesk.platform.page.Page;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Work that takes longer than a turn. */
@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class JobResource {

    private final Jobs jobs;
    private final JobList list;
    private final JobHandlers handlers;
    private final SecurityIdentity identity;

    JobResource(Jobs jobs, JobList list, JobHandlers handlers, SecurityIdentity identity) {
        this.jobs = jobs;
        this.list = list;
        this.handlers = handlers;
        this.identity = identity;
    }

    /** Takes a job in. It is worked on after the answer. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AGENT)
    public Response submit(@Nullable JobRequest request) {
        if (request == null) {
            throw new Refusal(ProblemType.BAD_REQUEST, "The body is empty; a job is expected");
        }
        Jobs.NewJob job = request.validated(handlers, Actor.of(identity).name(), null);
        UUID id = jobs.submit(job);
        return Response.accepted(one(id))
                .location(URI.create("/api/v1/jobs/" + id))
                .build();
    }

    /** The newest first. */
    @GET
    @RolesAllowed(Role.VIEWER)
    public Page<JobView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("type") @Nullable String type,
            @QueryParam("status") @Nullable String status,
            @QueryParam("customer_id") @Nullable String customer,
            @QueryParam("since") @Nullable String since) {
        int most = Limit.of(limit);
        var filter = new JobList.Filter(
                type,
                read(
                        "status",
                        "must be pending, running, completed, failed, cancelled or timed_out",
                        status,
                        JobStatus::of),
                read("customer_id", "must be a UUID", customer, UUID::fromString),
                read("since", "must be a time such as 2026-11-20T08:00:00Z", since, Instant::parse));
        return Page.of(
                list.list(filter, Limit.cursor(cursor), most + 1),
                most,
                row -> row.jobId().toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER)
    public JobView one(@RestPath UUID id) {
        return list.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no job " + id));
    }

    /** Stops a job. While somebody works on it the answer may still say {@code running}. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.AGENT)
    public JobView cancel(@RestPath UUID id) {
        jobs.cancel(id, Actor.of(identity).name());
        return one(id);
    }

    @POST
    @Path("/{id}/retry")
    @RolesAllowed(Role.AGENT)
    public JobView retry(@RestPath UUID id) {
        jobs.retry(id, Actor.of(identity).name());
        return one(id);
    }

    private static <T> @Nullable T read(
            String field, String rule, @Nullable String asked, Function<String, T> reading) {
        try {
            return asked == null || asked.isEmpty() ? null : reading.apply(asked);
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new Refusal(
                    ProblemType.BAD_REQUEST, "The query is not valid", List.of(new Problem.Field(field, rule)), null);
        }
    }
}
