package dev.relaydesk;

import dev.relaydesk.channel.whatsapp.WhatsAppExamination;
import dev.relaydesk.handoff.mail.MailExamination;
import dev.relaydesk.handoff.slack.SlackExamination;
import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import dev.relaydesk.platform.settings.EarlySettings;
import dev.relaydesk.platform.settings.UnknownSettings;
import dev.relaydesk.platform.time.SystemClock;
import dev.relaydesk.space.SpaceExamination;
import dev.relaydesk.ticket.TicketExamination;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** For {@code ./relaydesk doctor}: looks at what the service would need, without starting it. */
final class Doctor {

    /** The time in an answer is rounded to seconds and was on its way. */
    private static final Duration NEAR = Duration.ofSeconds(5);

    /** Slack and ticket systems refuse what is five minutes off. */
    private static final Duration FAR = Duration.ofMinutes(2);

    private final Map<String, Supplier<Report>> parts;
    private final Redaction redaction;
    private final PrintStream out;
    private boolean found;

    Doctor(Map<String, Supplier<Report>> parts, Redaction redaction, PrintStream out) {
        this.parts = parts;
        this.redaction = redaction;
        this.out = out;
    }

    static Doctor ofThisMachine(EarlySettings settings, PrintStream out) {
        Clock clock = SystemClock.withoutService();
        Map<String, Supplier<Report>> parts = new LinkedHashMap<>();
        parts.put("settings", Doctor::variables);
        parts.put("database", () -> DatabaseExamination.of(settings::find, clock));
        parts.put("space", () -> SpaceExamination.withoutService(clock));
        parts.put("whatsapp", () -> WhatsAppExamination.withoutService(clock));
        parts.put("slack", () -> SlackExamination.withoutService(clock));
        parts.put("mail", MailExamination::withoutService);
        parts.put("tickets", () -> TicketExamination.withoutService(clock));
        return new Doctor(parts, Redaction.of(settings), out);
    }

    /** Prints one line for each thing, and says whether something is wrong. */
    boolean finds() {
        List<Report.Reading> clocks = new ArrayList<>();
        parts.forEach((part, examination) -> {
            Report report;
            try {
                report = examination.get();
            } catch (RuntimeException e) {
                report = Report.of(Finding.fault(
                        "could not be examined (" + e.getClass().getSimpleName() + ")",
                        "A start most likely says more; compare the settings with docs/configuration.md"));
            }
            report.findings().forEach(finding -> line(part, finding));
            clocks.addAll(report.clocks());
        });
        clock(clocks);
        return found;
    }

    private static Report variables() {
        try {
            var unknown = UnknownSettings.inEnvironment();
            var report = new Report();
            unknown.forEach(name -> report.add(
                    Finding.fault(name + " is no setting", "Look it up in docs/configuration.md, or unset it")));
            return unknown.isEmpty() ? report.add(Finding.ok("no variable is misspelt")) : report;
        } catch (IOException e) {
            return Report.of(Finding.fault("the list of settings cannot be read", "Build again"));
        }
    }

    private void clock(List<Report.Reading> clocks) {
        if (clocks.isEmpty()) {
            line("clock", Finding.notChecked("the clock of this machine", "nobody with another one was asked"));
        }
        for (Report.Reading reading : clocks) {
            Duration off = reading.ahead().abs();
            String what = "this clock is " + off.toSeconds() + " s "
                    + (reading.ahead().isNegative() ? "ahead of" : "behind") + " that of " + reading.whose();
            if (off.compareTo(NEAR) <= 0) {
                line("clock", Finding.ok("this clock agrees with that of " + reading.whose()));
            } else if (off.compareTo(FAR) <= 0) {
                line("clock", Finding.warning(what, "Set the clock by NTP"));
            } else {
                line("clock", Finding.fault(what, "Set the clock by NTP; signatures are refused with such a clock"));
            }
        }
    }

    private void line(String part, Finding finding) {
        found |= finding.grade() == Finding.Grade.FAILED;
        String word = switch (finding.grade()) {
            case OK -> "OK";
            case NOT_CHECKED -> "--";
            case WARNING -> "WARN";
            case FAILED -> "FAIL";
        };
        String rest = switch (finding.grade()) {
            case OK -> "";
            case NOT_CHECKED -> ": not checked: " + finding.remedy();
            case WARNING, FAILED -> ": " + finding.remedy();
        };
        out.printf("%-4s  %-8s  %s%n", word, part, redaction.of(finding.what() + rest));
    }
}
