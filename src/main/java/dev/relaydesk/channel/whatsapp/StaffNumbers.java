package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.handoff.Notifier.Recipient;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whose numbers are colleagues': those of the staff list, and those of the settings or the playground's colleague. A change of the list holds within a
 * second; customers' messages cost no query meanwhile.
 */
@ApplicationScoped
class StaffNumbers {

    private static final Logger LOG = Logger.getLogger(StaffNumbers.class);

    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final String PHONE = "phone:";

    /** Everybody of the list, whatever the role: a colleague who may not answer is no customer either. */
    private static final String ALL = """
            SELECT whatsapp AS number, NULL AS user_key FROM access_staff
            WHERE whatsapp IS NOT NULL AND disabled_at IS NULL
            UNION ALL
            SELECT s.number, k.user_key FROM channel_whatsapp_staff s CROSS JOIN LATERAL unnest(s.user_keys) AS k (user_key)
            """;

    private record Row(String number, @Nullable String userKey) {}

    private record Kept(Map<String, String> numberByKey, Instant until) {}

    private final Jdbi jdbi;
    private final SimulatedColleague simulated;
    private final Colleagues colleagues;
    private final Clock clock;
    /** Number and e-mail; an empty e-mail for a number of nobody in particular. */
    private final Map<String, String> ofSettings;

    private volatile @Nullable Kept kept;

    StaffNumbers(Jdbi jdbi, Colleagues colleagues, SimulatedColleague simulated, StaffConfig config, Clock clock) {
        this.simulated = simulated;
        this.jdbi = jdbi;
        this.colleagues = colleagues;
        this.clock = clock;
        this.ofSettings = ofSettings(config.whatsappNumbers().orElse(List.of()));
    }

    /** Reads the settings at the start, so that what is wrong with them is said then. */
    void start(@Observes StartupEvent event) {
        if (!ofSettings.isEmpty()) {
            LOG.infof("%d staff numbers come from RELAYDESK_STAFF_WHATSAPP_NUMBERS", ofSettings.size());
        }
    }

    /** The number, as the list or the settings write it, of the colleague who goes by one of these keys. */
    Optional<String> find(List<String> senderKeys) {
        Map<String, String> known = known();
        return senderKeys.stream()
                .map(key -> known.get(comparable(key)))
                .filter(number -> number != null)
                .findFirst();
    }

    /** Who is told of a request for the department. */
    List<Recipient> of(Handle handle, @Nullable String department) {
        var told = new LinkedHashMap<String, Recipient>();
        for (Colleague colleague : colleagues.whoMayAnswer(handle)) {
            String number = colleague.whatsapp();
            if (number != null && colleague.isOf(department)) {
                told.put(comparable(PHONE + number), new Recipient(number, colleague.id()));
            }
        }
        besideTheList(handle).forEach((number, email) -> {
            Optional<Colleague> owner = email.isEmpty() ? Optional.empty() : colleagues.byEmail(handle, email);
            boolean asked = email.isEmpty()
                    || owner.filter(Colleague::mayAnswer)
                            .filter(each -> each.isOf(department))
                            .isPresent();
            if (asked) {
                told.putIfAbsent(
                        comparable(PHONE + number),
                        new Recipient(number, owner.map(Colleague::id).orElse(null)));
            }
        });
        return List.copyOf(told.values());
    }

    /** Which colleague the settings say a number is of. */
    Optional<String> emailOf(String number) {
        return jdbi.withHandle(handle -> emailOf(handle, number));
    }

    /** Whose number it is. */
    Optional<Colleague> owner(String number) {
        return jdbi.withHandle(handle -> colleagues
                .byWhatsapp(handle, number)
                .or(() -> emailOf(handle, number).flatMap(email -> colleagues.byEmail(handle, email))));
    }

    private Optional<String> emailOf(Handle handle, String number) {
        return Optional.ofNullable(besideTheList(handle).get(number)).filter(email -> !email.isEmpty());
    }

    /** Numbers of the settings; without any, while WhatsApp is played, that of the playground's colleague. */
    private Map<String, String> besideTheList(Handle handle) {
        return simulated.isThere()
                ? colleagues
                        .firstAdmin(handle)
                        .map(admin -> Map.of(SimulatedColleague.NUMBER, admin.email()))
                        .orElse(Map.of())
                : ofSettings;
    }

    private Map<String, String> known() {
        Kept last = kept;
        Instant now = clock.instant();
        if (last != null && now.isBefore(last.until())) {
            return last.numberByKey();
        }
        Map<String, String> read = new HashMap<>();
        try {
            List<Row> rows = jdbi.withHandle(handle -> handle.createQuery(ALL)
                    .map((row, _) -> new Row(row.getString("number"), row.getString("user_key")))
                    .list());
            Set<String> beside = simulated.isThere() ? Set.of(SimulatedColleague.NUMBER) : ofSettings.keySet();
            beside.forEach(number -> read.put(comparable(PHONE + number), number));
            rows.stream()
                    .filter(row -> row.userKey() == null)
                    .forEach(row -> read.put(comparable(PHONE + row.number()), row.number()));
            // A user id counts only while the number it came with is still a colleague's.
            rows.forEach(row -> {
                String userKey = row.userKey();
                if (userKey != null && read.containsKey(comparable(PHONE + row.number()))) {
                    read.put(userKey, row.number());
                }
            });
        } catch (RuntimeException e) {
            if (last == null) {
                throw e;
            }
            // Nothing can be stored either while the database is away; a customer is never mistaken for one.
            read.putAll(last.numberByKey());
        }
        kept = new Kept(Map.copyOf(read), now.plus(KEPT));
        return read;
    }

    private static String comparable(String key) {
        return key.startsWith(PHONE) ? PHONE + new PhoneNumber(key.substring(PHONE.length())).comparable() : key;
    }

    private static Map<String, String> ofSettings(List<String> entries) {
        var numbers = new LinkedHashMap<String, String>();
        var faults = new ArrayList<String>();
        for (String entry : entries) {
            String[] parts = entry.strip().split("=", 2);
            String email = parts.length == 2 ? parts[1].strip() : "";
            Optional<PhoneNumber> number = PhoneNumber.read(parts[0]);
            if (number.isEmpty() || (parts.length == 2 && !email.matches("[^@\\s]+@[^@\\s]+"))) {
                faults.add("entry " + (faults.size() + numbers.size() + 1));
            } else {
                numbers.put(number.get().digits(), email);
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    "RELAYDESK_STAFF_WHATSAPP_NUMBERS is a comma list of numbers with country code,"
                            + " each alone or as number=e-mail; wrong: " + String.join(", ", faults));
        }
        return numbers;
    }
}
