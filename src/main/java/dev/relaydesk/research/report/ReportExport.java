package dev.relaydesk.research.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Writes a report as a file that needs nothing but itself. */
@Singleton
class ReportExport {

    /** For a browser, from disk. */
    record Html(ReportView view, RawString style) implements TemplateInstance {}

    /** For the press: well-formed, and with the little of CSS that it knows. */
    record Print(ReportView view, RawString style) implements TemplateInstance {}

    private final ObjectMapper json;
    private final PdfPress press;
    private final RawString screenStyle = style("/META-INF/resources/assets/report.css");
    private final RawString printStyle = style("/templates/ReportExport/print.css");

    ReportExport(ObjectMapper json, PdfPress press) {
        this.json = json;
        this.press = press;
    }

    byte[] write(ReportDocument document, ReportFormat format) {
        return switch (format) {
            case MD -> MarkdownReport.of(document).getBytes(UTF_8);
            case JSON -> asJson(document);
            case HTML -> new Html(ReportView.of(document), screenStyle).render().getBytes(UTF_8);
            case PDF -> press.print(new Print(ReportView.of(document), printStyle).render());
        };
    }

    /** As a download. */
    Response download(ReportDocument document, ReportFormat format) {
        String name = "report-" + document.job().toString().substring(24) + "." + format.extension();
        return Response.ok(write(document, format))
                .type(format.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("X-Robots-Tag", "noindex, nofollow")
                .build();
    }

    private byte[] asJson(ReportDocument document) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RawString style(String path) {
        try (InputStream in = Objects.requireNonNull(ReportExport.class.getResourceAsStream(path))) {
            return new RawString(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
