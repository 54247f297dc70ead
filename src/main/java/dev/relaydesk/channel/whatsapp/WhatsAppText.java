package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.delivery.Speech;
import java.util.List;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;

/**
 * Makes an answer readable on WhatsApp: Markdown becomes WhatsApp's own marks, markers of sources become a list, and what
 * is longer than one message can be is cut where a reader would pause.
 */
final class WhatsAppText {

    /** Meta's limit for the body of a text message. */
    static final int LIMIT = 4096;
    /** And for the body of a message with reply buttons. */
    static final int LIMIT_ABOVE_BUTTONS = 1024;

    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
            .build();
    private final WhatsAppConfig.Citations citations;

    WhatsAppText(WhatsAppConfig.Citations citations) {
        this.citations = citations;
    }

    /** Never empty, and no part is: an answer of which nothing is left becomes an ellipsis. */
    List<String> render(Speech speech) {
        String markdown = printable(speech.markdown());
        String text;
        try {
            text = converted(markdown, speech.links());
        } catch (RuntimeException | StackOverflowError e) {
            // Nested beyond reason by somebody who meant harm: shown as it came.
            text = markdown;
        }
        List<String> parts = speech.choices().isEmpty()
                ? TextSplitter.split(text, LIMIT)
                : TextSplitter.split(text, LIMIT, LIMIT_ABOVE_BUTTONS);
        return parts.isEmpty() ? List.of("…") : parts;
    }

    private String converted(String markdown, List<String> links) {
        var sources = new SourceList(links, citations);
        var writer = new WhatsAppMarkdown(sources);
        parser.parse(markdown).accept(writer);
        return writer.text() + sources.list();
    }

    /** Without control characters other than tab and line end. */
    private static String printable(String markdown) {
        String sane = Sane.text(markdown, Integer.MAX_VALUE);
        var printable = new StringBuilder(sane.length());
        sane.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
