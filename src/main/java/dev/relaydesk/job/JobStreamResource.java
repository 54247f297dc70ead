package dev.relaydesk.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.access.Role;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The progress log of a job as it is written; a connection that broke is taken up again with {@code Last-Event-ID}. */
@Path("/api/v1/jobs/{id}/stream")
class JobStreamResource {

    private final JobNews news;
    private final JobList jobs;
    private final ObjectMapper json;

    JobStreamResource(JobNews news, JobList jobs, ObjectMapper json) {
        this.news = news;
        this.jobs = jobs;
        this.json = json;
    }

    /** Ends with the job. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.VIEWER)
    @Blocking
    public Multi<OutboundSseEvent> follow(
            @RestPath UUID id, @HeaderParam("Last-Event-ID") @Nullable String last, @Context Sse sse) {
        int after = after(last);
        JobView job = jobs.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no job " + id));
        if (job.status().isOver() && news.since(id, after, 1).isEmpty()) {
            return Multi.createFrom().empty();
        }
        return Multi.createFrom().emitter(emitter -> {
            JobNews.Follower follower = news.follow(id, after, event -> {
                emitter.emit(event(sse, event));
                if (event.isLast()) {
                    emitter.complete();
                }
            });
            emitter.onTermination(follower::close);
        });
    }

    private static int after(@Nullable String last) {
        try {
            return last == null || last.isBlank() ? 0 : Math.max(0, Integer.parseInt(last.strip()));
        } catch (NumberFormatException _) {
            throw new Refusal(
                    ProblemType.BAD_REQUEST,
                    "The stream cannot be taken up there",
                    List.of(new Problem.Field("Last-Event-ID", "must be the id of an event of this stream")),
                    null);
        }
    }

    private OutboundSseEvent event(Sse sse, JobEvent event) {
        try {
            return sse.newEventBuilder()
                    .id(Integer.toString(event.number()))
                    .name(event.kind())
                    .data(json.writeValueAsString(event))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
