package dev.relaydesk.testing;

import dev.relaydesk.platform.examination.Report;
import java.util.List;

/** What an examination found, in a form that reads well in a test. */
public final class Findings {

    private Findings() {}

    /** {@code OK the token is good}, one for each. */
    public static List<String> of(Report report) {
        return report.findings().stream()
                .map(finding -> finding.grade() + " " + finding.what())
                .toList();
    }
}
