package dev.relaydesk.research.report;

import dev.relaydesk.access.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** A report for the customer who has its link. Nothing here changes anything, and nobody has to be signed in. */
@Path("/reports/{token}")
@PermitAll
@RunOnVirtualThread
class ReportPage {

    record Show(String token, ReportView view) implements TemplateInstance {}

    /** There is nothing to see, for whatever reason. */
    record Gone(Visitor visitor) implements TemplateInstance {}

    private final ReportLinks links;
    private final ReportRows jobs;
    private final ReportExport export;
    private final SecurityIdentity identity;

    ReportPage(ReportLinks links, ReportRows jobs, ReportExport export, SecurityIdentity identity) {
        this.links = links;
        this.jobs = jobs;
        this.export = export;
        this.identity = identity;
    }

    @GET
    public Response show(@RestPath String token) {
        return report(token)
                .map(document -> page(200, new Show(token, ReportView.of(document))))
                .orElseGet(this::gone);
    }

    @GET
    @Path("{format}")
    public Response download(@RestPath String token, @RestPath String format) {
        ReportFormat wanted = ReportFormat.of(format).orElse(null);
        ReportDocument document = report(token).orElse(null);
        return wanted == null || document == null ? gone() : export.download(document, wanted);
    }

    private Optional<ReportDocument> report(String token) {
        return links.job(token).flatMap(jobs::find).flatMap(JobSheet::report).map(ReportDocument::forCustomer);
    }

    private Response gone() {
        return page(404, new Gone(Visitor.of(identity)));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .entity(page)
                .type(MediaType.TEXT_HTML_TYPE)
                .header("X-Robots-Tag", "noindex, nofollow")
                .build();
    }
}
