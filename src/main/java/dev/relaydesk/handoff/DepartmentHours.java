package dev.relaydesk.handoff;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hours of departments that have their own, such as {@code sales=Mo-Fr 09:00-17:00; returns=Mo-Su 08:00-20:00 Asia/Tokyo}. */
public record DepartmentHours(Map<String, Own> departments) {

    private static final Pattern ZONE = Pattern.compile("(.*\\d) +([A-Za-z][A-Za-z0-9_/+-]*)");

    /**
     * Hours and where they hold.
     *
     * @param zone empty: where the general ones hold
     */
    public record Own(OfficeHours hours, Optional<ZoneId> zone) {}

    static final DepartmentHours NONE = new DepartmentHours(Map.of());

    public DepartmentHours {
        departments = Map.copyOf(departments);
    }

    /** For the configuration, which looks for a method of this name. */
    public static DepartmentHours of(String text) {
        Map<String, Own> departments = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            String[] sides = part.split("=", 2);
            if (sides.length != 2 || sides[0].isBlank()) {
                throw new IllegalArgumentException(
                        "'%s' is not like 'sales=Mo-Fr 09:00-17:00'".formatted(part.strip()));
            }
            if (departments.put(sides[0].strip(), own(sides[1].strip())) != null) {
                throw new IllegalArgumentException("'%s' stands there twice".formatted(sides[0].strip()));
            }
        }
        return new DepartmentHours(departments);
    }

    private static Own own(String text) {
        Matcher zoned = ZONE.matcher(text);
        return zoned.matches()
                ? new Own(OfficeHours.parse(zoned.group(1)), Optional.of(zone(zoned.group(2))))
                : new Own(OfficeHours.parse(text), Optional.empty());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%s' is no time zone".formatted(name), e);
        }
    }
}
