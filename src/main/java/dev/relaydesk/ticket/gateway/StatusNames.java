package dev.relaydesk.ticket.gateway;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the words of a ticket system mean: the operator's own before ours. */
final class StatusNames {

    private final Map<String, TicketStatus> names = new HashMap<>();

    /**
     * @param own such as {@code Gelöst = solved, Rückfrage = waiting}
     * @throws IllegalArgumentException with the part that makes no sense
     */
    StatusNames(Map<String, TicketStatus> ours, String own) {
        names.putAll(ours);
        for (String part : own.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.lastIndexOf('=');
            try {
                names.put(key(part.substring(0, equals)), TicketStatus.of(part.substring(equals + 1)));
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
                throw new IllegalArgumentException(part.strip());
            }
        }
    }

    TicketStatus meaning(String name, TicketStatus otherwise) {
        return names.getOrDefault(key(name), otherwise);
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
