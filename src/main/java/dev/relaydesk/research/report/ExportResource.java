package dev.relaydesk.research.report;

import dev.relaydesk.access.Role;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** Gives out the report of a job that has come to its end. */
@Path("/api/v1/jobs/{id}/export")
@RunOnVirtualThread
class ExportResource {

    private final ReportRows jobs;
    private final ReportExport export;

    ExportResource(ReportRows jobs, ReportExport export) {
        this.jobs = jobs;
        this.export = export;
    }

    /** As a download, {@code md}, {@code json}, {@code html} or {@code pdf}. */
    @GET
    @RolesAllowed(Role.VIEWER)
    public Response export(@RestPath UUID id, @QueryParam("format") @DefaultValue("json") String format) {
        ReportFormat wanted = ReportFormat.of(format)
                .orElseThrow(() -> new Refusal(
                        ProblemType.BAD_REQUEST,
                        "The query is not valid",
                        List.of(new Problem.Field("format", "must be md, json, html or pdf")),
                        null));
        JobSheet job = jobs.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no job " + id));
        ReportDocument document = job.report()
                .orElseThrow(() -> new Refusal(
                        ProblemType.CONFLICT,
                        job.isCompleted()
                                ? "The job has no report"
                                : "The job is " + job.status() + ", not completed"));
        return export.download(document, wanted);
    }
}
