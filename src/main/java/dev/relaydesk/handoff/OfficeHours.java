package dev.relaydesk.handoff;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hours of a week, such as {@code Mo-Fr 09:00-17:00, Sa 10:00-14:00}. */
public record OfficeHours(List<Span> spans) {

    private static final String DAYS = "MoTuWeThFrSaSu";
    private static final Pattern SPAN =
            Pattern.compile("([A-Z][a-z])(?:-([A-Z][a-z]))? +(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

    /** On these days from one time to a later one. */
    public record Span(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    /** @throws IllegalArgumentException when it is not written as above */
    static OfficeHours parse(String text) {
        List<Span> spans = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            spans.add(span(part.strip()));
        }
        return new OfficeHours(List.copyOf(spans));
    }

    /** For the configuration, which looks for a method of this name. */
    public static OfficeHours of(String text) {
        return parse(text);
    }

    private static Span span(String part) {
        Matcher found = SPAN.matcher(part);
        if (!found.matches()) {
            throw new IllegalArgumentException("'%s' is not like 'Mo-Fr 09:00-17:00'".formatted(part));
        }
        DayOfWeek first = day(found.group(1));
        DayOfWeek last = found.group(2) == null ? first : day(found.group(2));
        Set<DayOfWeek> days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        try {
            LocalTime from = LocalTime.parse(found.group(3));
            LocalTime to = LocalTime.parse(found.group(4));
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("'%s' ends before it begins".formatted(part));
            }
            return new Span(days, from, to);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%s' has no such time".formatted(part), e);
        }
    }

    private static DayOfWeek day(String name) {
        int at = DAYS.indexOf(name);
        if (at < 0 || at % 2 != 0) {
            throw new IllegalArgumentException("'%s' is not one of Mo Tu We Th Fr Sa Su".formatted(name));
        }
        return DayOfWeek.of(at / 2 + 1);
    }

    boolean isOpen(ZonedDateTime at) {
        return spans.stream()
                .anyMatch(span -> span.days.contains(at.getDayOfWeek())
                        && !at.toLocalTime().isBefore(span.from)
                        && at.toLocalTime().isBefore(span.to));
    }

    /** When they open next; within a week, since there is at least one span. */
    ZonedDateTime opensAfter(ZonedDateTime at) {
        for (int ahead = 0; ahead <= 7; ahead++) {
            ZonedDateTime day = at.plusDays(ahead);
            var first = spans.stream()
                    .filter(span -> span.days.contains(day.getDayOfWeek()))
                    .map(span -> day.with(span.from))
                    .filter(opening -> opening.isAfter(at))
                    .min(ZonedDateTime::compareTo);
            if (first.isPresent()) {
                return first.get();
            }
        }
        throw new IllegalStateException("a week without hours");
    }
}
