package dev.relaydesk.research.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** A job in the words of a page. Empty where there is nothing to say. */
record JobCard(JobSheet job, Instant now) {

    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public UUID id() {
        return job.id();
    }

    public String title() {
        return job.title();
    }

    public String type() {
        return words(job.type());
    }

    public String status() {
        return job.status();
    }

    public String statusWord() {
        return job.cancelAsked() && !job.isOver() ? "being cancelled" : words(job.status());
    }

    public int progress() {
        return job.progress();
    }

    public int priority() {
        return job.priority();
    }

    public String stage() {
        return job.stage() == null || job.isOver() ? "" : words(job.stage());
    }

    public String engine() {
        return job.engine() == null ? "" : words(job.engine());
    }

    public boolean isOver() {
        return job.isOver();
    }

    public boolean isCancellable() {
        return !job.isOver() && !job.cancelAsked();
    }

    public boolean isRepeatable() {
        return job.mayBeRepeated();
    }

    public String conversation() {
        return job.conversation() == null ? "" : job.conversation().toString();
    }

    public String created() {
        return SHORT.format(job.createdAt());
    }

    public Instant createdAt() {
        return job.createdAt();
    }

    /** How long it has waited, has run or took. */
    public String time() {
        Instant started = job.startedAt();
        if (started == null) {
            return job.isOver() ? "" : "waits for " + span(Duration.between(job.createdAt(), now));
        }
        Instant completed = job.completedAt();
        return completed == null
                ? "for " + span(Duration.between(started, now))
                : "took " + span(Duration.between(started, completed));
    }

    public String polls() {
        Instant last = job.lastPollAt();
        return last == null ? "" : "%d times, last %s ago".formatted(job.polls(), span(Duration.between(last, now)));
    }

    public String trouble() {
        String code = job.errorCode();
        String message = job.errorMessage();
        return code == null ? "" : message == null ? words(code) : HostileText.clean(message);
    }

    public String cost() {
        return usd(job.spent());
    }

    public String budget() {
        return job.budget().map(JobCard::usd).orElse("");
    }

    /** How much of the budget is spent, 0 to 100. */
    public int share() {
        return job.budget()
                .filter(it -> it.signum() > 0)
                .map(it -> job.spent()
                        .movePointRight(2)
                        .divide(it, 0, RoundingMode.CEILING)
                        .min(BigDecimal.valueOf(100))
                        .intValue())
                .orElse(0);
    }

    static String words(String name) {
        return HostileText.clean(name).replace('_', ' ').replace('-', ' ');
    }

    private static String usd(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP) + " USD";
    }

    private static String span(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
