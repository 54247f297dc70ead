package dev.relaydesk.platform.settings;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings for commands that do not start the service, from where the service reads them. */
public final class CommandSettings {

    private CommandSettings() {}

    /**
     * To be completed with mappings and built.
     *
     * @throws StartRefused when {@code config/application.properties} is there and cannot be read
     */
    public static SmallRyeConfigBuilder settings() {
        var settings = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .addDiscoveredSources()
                .addDiscoveredConverters()
                .withValidateUnknown(false);
        Path file = Path.of("config", "application.properties");
        if (Files.isReadable(file)) {
            try {
                settings.withSources(new PropertiesConfigSource(file.toUri().toURL(), 260));
            } catch (IOException e) {
                throw new StartRefused(file + " cannot be read: " + e);
            }
        }
        return settings;
    }
}
