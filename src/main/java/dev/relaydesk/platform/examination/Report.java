package dev.relaydesk.platform.examination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What came of examining one part. */
public final class Report {

    /**
     * What somebody else's clock said.
     *
     * @param ahead how far it is before ours; negative when it is behind
     */
    public record Reading(String whose, Duration ahead) {}

    private final List<Finding> findings = new ArrayList<>();
    private final List<Reading> clocks = new ArrayList<>();

    public static Report of(Finding finding) {
        return new Report().add(finding);
    }

    /** With a failure for each sentence about a setting. */
    public static Report ofFaults(List<String> faults) {
        var report = new Report();
        faults.forEach(fault -> report.add(Finding.fault(fault, "docs/configuration.md lists all settings")));
        return report;
    }

    public Report add(Finding finding) {
        findings.add(finding);
        return this;
    }

    public Report clock(String whose, Duration ahead) {
        clocks.add(new Reading(whose, ahead));
        return this;
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public List<Reading> clocks() {
        return List.copyOf(clocks);
    }
}
