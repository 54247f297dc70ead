package dev.relaydesk.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the service would read them, for tests that do not start it. */
public final class Mapped {

    private Mapped() {}

    /**
     * Everything as in the documentation, except what is given.
     *
     * @param prefix of all the names, with a dot at its end
     */
    public static <T> T of(Class<T> mapping, String prefix, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((name, value) -> all.put(prefix + name, value));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
