package dev.relaydesk.research.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Prints XHTML. What is printed can fetch nothing, neither from the network nor from disk; the fonts are our own. At most
 * two are printed at once.
 */
@Singleton
class PdfPress {

    private static final String FAMILY = "DejaVu Sans Condensed";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore presses = new Semaphore(2, true);
    private final byte[] regular = resource("/fonts/DejaVuSansCondensed.ttf");
    private final byte[] bold = resource("/fonts/DejaVuSansCondensed-Bold.ttf");

    byte[] print(String xhtml) {
        boolean free;
        try {
            free = presses.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            free = false;
        }
        if (!free) {
            throw new Refusal(ProblemType.UNAVAILABLE, "Too much is being printed", List.of(), PATIENCE);
        }
        try {
            return pressed(xhtml);
        } finally {
            presses.release();
        }
    }

    private byte[] pressed(String xhtml) {
        var out = new ByteArrayOutputStream();
        try {
            var builder = new PdfRendererBuilder()
                    .useFont(() -> new ByteArrayInputStream(regular), FAMILY, 400, FontStyle.NORMAL, true)
                    .useFont(() -> new ByteArrayInputStream(bold), FAMILY, 700, FontStyle.NORMAL, true)
                    .withProducer("Relaydesk")
                    .withW3cDocument(parsed(xhtml), null)
                    .toStream(out);
            for (var moment : ExternalResourceControlPriority.values()) {
                builder.useExternalResourceAccessControl((_, _) -> false, moment);
            }
            builder.useUriResolver((_, _) -> null).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Document parsed(String xhtml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("What is printed is our own template", e);
        }
    }

    private static byte[] resource(String path) {
        try (InputStream in = Objects.requireNonNull(PdfPress.class.getResourceAsStream(path))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
