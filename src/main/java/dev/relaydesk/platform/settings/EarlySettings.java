package dev.relaydesk.platform.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The few settings that are needed before Quarkus starts, found where Quarkus would find them: system properties,
 * environment, secret files, {@code config/application.properties}.
 */
public final class EarlySettings {

    private final SecretFiles secrets = new SecretFiles();
    private final Properties file = new Properties();

    public EarlySettings() {
        Path path = Path.of("config", "application.properties");
        if (Files.isReadable(path)) {
            try (var text = Files.newBufferedReader(path)) {
                file.load(text);
            } catch (IOException _) {
                // Quarkus reads it again and complains.
            }
        }
    }

    /** Everything that is wrong already now, one sentence each. */
    public List<String> complaints() {
        return secrets.complaints();
    }

    public Optional<String> find(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(SecretFiles.environmentName(property))))
                .or(() -> Optional.ofNullable(secrets.getValue(property)))
                .or(() -> Optional.ofNullable(file.getProperty(property)))
                .filter(value -> !value.isBlank());
    }
}
