package dev.relaydesk.platform.settings;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Warns of {@code RELAYDESK_*} variables that mean nothing, most likely misspelt. What is known stands in {@code
 * docs/configuration.md}, which is packed into the application for this.
 */
public class UnknownSettings {

    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);

    private static final Pattern NAME = Pattern.compile("RELAYDESK_[A-Z0-9_]+\\*?");

    void warn(@Observes StartupEvent event) throws IOException {
        inEnvironment().forEach(name -> LOG.warnf("%s is no setting; docs/configuration.md lists all", name));
    }

    /** The variables of this process that mean nothing. */
    public static List<String> inEnvironment() throws IOException {
        try (var page = UnknownSettings.class.getResourceAsStream("/META-INF/relaydesk/configuration.md")) {
            return page == null
                    ? List.of()
                    : unknown(System.getenv(), new String(page.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static List<String> unknown(Map<String, String> environment, String documentation) {
        Set<String> known = new TreeSet<>();
        NAME.matcher(documentation).results().forEach(match -> known.add(match.group()));
        return environment.keySet().stream()
                .filter(name -> name.startsWith("RELAYDESK_"))
                .filter(name -> !isKnown(name, known) && !isKnown(withoutFile(name), known))
                .sorted()
                .toList();
    }

    private static boolean isKnown(String name, Set<String> known) {
        return known.contains(name)
                || known.stream()
                        .filter(each -> each.endsWith("*"))
                        .anyMatch(each -> name.startsWith(each.substring(0, each.length() - 1)));
    }

    private static String withoutFile(String name) {
        return name.endsWith("_FILE") ? name.substring(0, name.length() - "_FILE".length()) : name;
    }
}
