package dev.relaydesk.research.report;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import dev.relaydesk.job.Jobs;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** One job: how far it is, what it has said so far, what came of it, and what staff may do with it. */
@Path("/jobs/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class JobPage {

    private static final int LINES = 200;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    record Show(
            Visitor visitor,
            Sheet sheet,
            List<Line> log,
            int last,
            @Nullable String trouble) implements TemplateInstance {}

    /** Only how far it is, for a page that is already open. */
    record Progress(Sheet sheet) implements TemplateInstance {}

    /** Only what came of it and what may be done. */
    record Outcome(Visitor visitor, Sheet sheet) implements TemplateInstance {}

    /**
     * What is to be seen.
     *
     * @param agent whether the visitor may do something with it
     * @param link for the customer; empty without a report
     */
    record Sheet(JobCard job, List<Stage> stages, @Nullable ReportView view, boolean agent, String link) {}

    /** @param state {@code done}, {@code current} or {@code stopped} */
    record Stage(String name, int percentage, String state) {}

    record Line(String at, String time, String kind, String text) {}

    private final ReportRows jobs;
    private final Jobs fate;
    private final ReportLinks links;
    private final Clock clock;
    private final SecurityIdentity identity;

    JobPage(ReportRows jobs, Jobs fate, ReportLinks links, Clock clock, SecurityIdentity identity) {
        this.jobs = jobs;
        this.fate = fate;
        this.links = links;
        this.clock = clock;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    public TemplateInstance show(@RestPath UUID id) {
        return page(id, null);
    }

    @GET
    @Path("progress")
    @RolesAllowed(Role.VIEWER)
    public TemplateInstance progress(@RestPath UUID id) {
        return new Progress(sheet(job(id), jobs.log(id, LINES)));
    }

    @GET
    @Path("outcome")
    @RolesAllowed(Role.VIEWER)
    public TemplateInstance outcome(@RestPath UUID id) {
        return new Outcome(Visitor.of(identity), sheet(job(id), List.of()));
    }

    @POST
    @Path("cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.AGENT)
    public Response cancel(@RestPath UUID id) {
        return after(id, () -> fate.cancel(id, Actor.of(identity).name()));
    }

    @POST
    @Path("retry")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.AGENT)
    public Response retry(@RestPath UUID id) {
        return after(id, () -> fate.retry(id, Actor.of(identity).name()));
    }

    @POST
    @Path("priority")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.AGENT)
    public Response prioritise(@RestPath UUID id, @FormParam("priority") @Nullable Integer priority) {
        job(id);
        if (priority == null || priority < 1 || priority > 9) {
            return trouble(400, id, "A priority is a number from 1 to 9.");
        }
        return after(id, () -> fate.reprioritise(id, priority));
    }

    private Response after(UUID id, Runnable change) {
        try {
            change.run();
            return Response.seeOther(URI.create("/jobs/" + id)).build();
        } catch (Refusal refusal) {
            if (refusal.type() == ProblemType.NOT_FOUND) {
                throw refusal;
            }
            return trouble(refusal.type().status(), id, refusal.getMessage() + ".");
        }
    }

    private Response trouble(int status, UUID id, String why) {
        return Response.status(status)
                .entity(page(id, why + " Nothing was done."))
                .build();
    }

    private Show page(UUID id, @Nullable String trouble) {
        JobSheet job = job(id);
        List<JobSheet.Line> log = jobs.log(id, LINES);
        return new Show(
                Visitor.of(identity),
                sheet(job, log),
                log.stream().map(JobPage::line).toList(),
                log.isEmpty() ? 0 : log.getLast().number(),
                trouble);
    }

    private Sheet sheet(JobSheet job, List<JobSheet.Line> log) {
        ReportView view = job.report().map(ReportView::of).orElse(null);
        return new Sheet(
                new JobCard(job, clock.instant()),
                stages(job, log),
                view,
                identity.hasRole(Role.AGENT),
                view == null ? "" : links.link(job.id()));
    }

    /** The stages that were entered, once each. */
    private static List<Stage> stages(JobSheet job, List<JobSheet.Line> log) {
        Map<String, Integer> entered = new LinkedHashMap<>();
        for (JobSheet.Line line : log) {
            if (line.stage() != null && line.percentage() != null) {
                entered.remove(line.stage());
                entered.put(line.stage(), line.percentage());
            }
        }
        List<String> names = List.copyOf(entered.keySet());
        return names.stream()
                .map(name -> {
                    boolean last = name.equals(names.getLast());
                    String state = !last || job.isCompleted() ? "done" : job.isOver() ? "stopped" : "current";
                    return new Stage(JobCard.words(name), entered.getOrDefault(name, 0), state);
                })
                .toList();
    }

    private static Line line(JobSheet.Line line) {
        String text =
                line.kind().equals("status") ? "Now " + JobCard.words(line.text()) : HostileText.clean(line.text());
        return new Line(line.at().toString(), CLOCK.format(line.at()), line.kind(), text);
    }

    private JobSheet job(UUID id) {
        return jobs.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no such job"));
    }
}
