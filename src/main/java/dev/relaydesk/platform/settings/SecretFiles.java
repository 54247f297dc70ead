package dev.relaydesk.platform.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Settings whose value is the content of a file: {@code RELAYDESK_X_FILE=/run/secrets/x} sets {@code relaydesk.x},
 * without the line end. The variable without {@code _FILE} wins if both are there.
 */
public class SecretFiles implements ConfigSource {

    private static final String PREFIX = "RELAYDESK_";
    private static final String SUFFIX = "_FILE";

    /** Just below environment variables, which have 300. */
    private static final int ORDINAL = 299;

    private final Map<String, Path> files = new TreeMap<>();

    public SecretFiles() {
        this(System.getenv());
    }

    SecretFiles(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && name.endsWith(SUFFIX) && !value.isBlank()) {
                files.put(name.substring(0, name.length() - SUFFIX.length()), Path.of(value));
            }
        });
    }

    /** One sentence for each file that cannot be read. */
    List<String> complaints() {
        return files.entrySet().stream()
                .filter(entry -> !Files.isReadable(entry.getValue()) || Files.isDirectory(entry.getValue()))
                .map(entry -> entry.getKey() + SUFFIX + " names a file that cannot be read: " + entry.getValue())
                .toList();
    }

    @Override
    public @Nullable String getValue(String property) {
        Path file = files.get(environmentName(property));
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new IllegalStateException(environmentName(property) + SUFFIX + " cannot be read: " + e, e);
        }
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    /** None: a setting is asked for by its name, which cannot be told from the name of a variable. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "RELAYDESK_*_FILE";
    }

    static String environmentName(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
