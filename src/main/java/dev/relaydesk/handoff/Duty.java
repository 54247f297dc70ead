package dev.relaydesk.handoff;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who is there when. A department without hours of its own keeps the general ones. */
@ApplicationScoped
class Duty {

    private final HandoffConfig config;
    private final Colleagues colleagues;
    private final Clock clock;

    Duty(HandoffConfig config, Colleagues colleagues, Clock clock) {
        this.config = config;
        this.colleagues = colleagues;
        this.clock = clock;
    }

    /** When the department is there again, in its own time zone; empty while it is there. */
    Optional<ZonedDateTime> opensAgain(@Nullable String department) {
        DepartmentHours.Own own = department == null ? null : own(department);
        Optional<OfficeHours> hours = own == null ? config.hours() : Optional.of(own.hours());
        ZoneId zone = own == null ? config.zone() : own.zone().orElse(config.zone());
        ZonedDateTime now = clock.instant().atZone(zone);
        return hours.filter(each -> !each.isOpen(now)).map(each -> each.opensAfter(now));
    }

    private DepartmentHours.@Nullable Own own(String department) {
        return config.departmentHours()
                .orElse(DepartmentHours.NONE)
                .departments()
                .get(department);
    }

    /** Of those who could be told, the rooms and the people on duty; everybody when it is nobody's hour. */
    List<Notifier.Recipient> onDuty(Handle handle, List<Notifier.Recipient> recipients, @Nullable String department) {
        if (recipients.stream().allMatch(recipient -> recipient.staff() == null)) {
            return recipients;
        }
        Set<UUID> there = colleagues.whoMayAnswer(handle).stream()
                .filter(colleague -> isOnDuty(colleague, department))
                .map(Colleague::id)
                .collect(Collectors.toSet());
        List<Notifier.Recipient> told = recipients.stream()
                .filter(recipient -> recipient.staff() == null || there.contains(recipient.staff()))
                .toList();
        return told.isEmpty() ? recipients : told;
    }

    private boolean isOnDuty(Colleague colleague, @Nullable String department) {
        if (department != null || colleague.departments().isEmpty()) {
            return opensAgain(department).isEmpty();
        }
        return colleague.departments().stream()
                .anyMatch(each -> opensAgain(each).isEmpty());
    }
}
