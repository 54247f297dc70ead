package dev.relaydesk.research.report;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.relaydesk.testing.ApiTokenResource;
import dev.relaydesk.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as files, from the export of the API. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(ApiTokenResource.class)
class ReportExportTest {

    @Inject
    Jdbi jdbi;

    @Inject
    ReportExport export;

    @Test
    void each_format_is_a_download() {
        UUID job = Reports.stored(jdbi, Reports.GOOD);

        for (ReportFormat format : ReportFormat.values()) {
            get(job, format.extension())
                    .statusCode(200)
                    .header("Content-Type", containsString(format.mediaType().split(";", 2)[0]))
                    .header("Content-Disposition", containsString("." + format.extension()));
        }
        get(job, "json").body("report.key_findings[1]", equalTo("Class III is required"));
    }

    @Test
    void what_cannot_be_exported_is_refused() {
        get(UUID.randomUUID(), "pdf").statusCode(404);
        get(Reports.row(jdbi, "running"), "pdf").statusCode(409);
        get(Reports.stored(jdbi, "{\"text\": \"a generation\"}"), "pdf").statusCode(409);
        get(Reports.stored(jdbi, Reports.GOOD), "docx").statusCode(400).body("errors[0].field", equalTo("format"));
        given().get("/api/v1/jobs/{id}/export", UUID.randomUUID()).then().statusCode(401);
    }

    @Test
    void a_pdf_can_be_read_whatever_the_alphabet() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(export.write(Reports.of(Reports.GOOD), ReportFormat.PDF))) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Which lamps may hang in a nursery?", "40 €", "Київ", "Größe", "Ціни", "EN 60598")
                    .contains("1 of 2 claims stand on a source", "1 / 1");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Which lamps may hang in a nursery?");
        }
    }

    @Test
    void hostile_text_is_printed_as_it_was_written() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(export.write(Reports.of(Reports.HOSTILE), ReportFormat.PDF))) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("<script>alert(1)</script> & <b>lamps</b>");
            for (var page : pdf.getPages()) {
                assertThat(page.getAnnotations())
                        .allSatisfy(it -> assertThat(it.getCOSObject().toString())
                                .doesNotContain("javascript", "JavaScript", "file:", "Launch"));
                assertThat(page.getResources().getXObjectNames()).isEmpty();
            }
        }
    }

    @Test
    void hostile_text_is_no_markup_in_html() {
        String html = new String(export.write(Reports.of(Reports.HOSTILE), ReportFormat.HTML), UTF_8);

        assertThat(html)
                .doesNotContain("<script", "<img", "<iframe", "<svg", "<b>lamps", "<i>", "<u>")
                .doesNotContain("href=\"javascript", "href=\"file", "href=\"data", "evil.example/\"")
                .doesNotContain("\"onmouseover", "</style>*", "\u202E")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "{#include Layout /}", "<h3>Big</h3>")
                .contains(
                        "<a href=\"https://good.example/a\" title=\"good.example\" rel=\"noopener nofollow noreferrer\">");
        assertThat(html.split("<style", -1)).hasSize(2);
    }

    @Test
    void the_press_fetches_nothing(@TempDir Path files) throws IOException {
        Path picture = files.resolve("picture.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        String page = "<html><head><link rel=\"stylesheet\" href=\"http://127.0.0.1:9/x.css\"/></head><body>"
                + "<img src=\"" + picture.toUri() + "\"/><p>still here</p></body></html>";

        try (PDDocument pdf = Loader.loadPDF(new PdfPress().print(page))) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("still here");
            assertThat(pdf.getPage(0).getResources().getXObjectNames()).isEmpty();
        }
    }

    private static ValidatableResponse get(UUID job, String format) {
        return given().auth()
                .oauth2(ApiTokenResource.TOKEN)
                .queryParam("format", format)
                .get("/api/v1/jobs/{id}/export", job)
                .then();
    }
}
