package dev.relaydesk.research.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of document there are. */
enum ReportFormat {
    MD("text/markdown;charset=UTF-8"),
    JSON("application/json"),
    HTML("text/html;charset=UTF-8"),
    PDF("application/pdf");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** As it stands in addresses and behind the dot of a file's name. */
    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ReportFormat> of(String extension) {
        return Arrays.stream(values())
                .filter(each -> each.extension().equals(extension))
                .findFirst();
    }
}
