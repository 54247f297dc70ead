package dev.relaydesk.action.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Endpoints of the lines of a properties file, read by the same machinery as in the service. */
final class Settings {

    private Settings() {}

    /** Other settings of actions have the same beginning. */
    @ConfigMapping(prefix = "relaydesk.action")
    interface Neighbour {

        @WithDefault("reject")
        String prose();
    }

    static Endpoints endpoints(String lines) {
        return endpoints(lines, Map.of());
    }

    static Endpoints endpoints(String lines, Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(EndpointsConfig.class)
                .withMapping(Neighbour.class)
                .withSources(
                        new PropertiesConfigSource(properties(lines), "config/application.properties", 260),
                        new EnvConfigSource(environment, 300))
                .build();
        return new Endpoints(config.getConfigMapping(EndpointsConfig.class), config);
    }

    /** One endpoint, {@code shop}, from lines without their common beginning. */
    static Endpoint shop(String lines) {
        String prefixed = lines.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.startsWith("relaydesk.") ? line : "relaydesk.action.endpoints.shop." + line)
                .reduce("", (all, line) -> all + line + "\n");
        return endpoints(prefixed).endpoint("shop").orElseThrow();
    }

    private static Map<String, String> properties(String lines) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new HashMap<>();
        properties.forEach((name, value) -> map.put((String) name, (String) value));
        return map;
    }
}
