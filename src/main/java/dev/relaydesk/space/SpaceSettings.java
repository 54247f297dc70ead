package dev.relaydesk.space;

import dev.relaydesk.platform.limit.LimitConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds everything that is wrong with the settings, so that a start can list all of it at once. */
final class SpaceSettings {

    /** What the wrapper really accepts; its own documentation names three more that always fail. */
    private static final Set<String> MODES = Set.of("auto", "pro", "reasoning", "deep research");

    private static final Set<String> SOURCES = Set.of("web", "scholar", "social");

    private SpaceSettings() {}

    /** One sentence for each fault; empty when all is well. */
    static List<String> faults(SpaceConfig config, LimitConfig limits) {
        List<String> faults = new ArrayList<>();
        config.baseUrl().ifPresent(url -> {
            if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
                faults.add("relaydesk.space.base-url must be an http or https URL, not '%s'".formatted(url));
            }
            if (config.accountName().filter(name -> !name.isBlank()).isEmpty()) {
                faults.add("relaydesk.space.account-name is required when relaydesk.space.base-url is set");
            }
        });
        if (!MODES.contains(config.mode())) {
            faults.add("relaydesk.space.mode must be one of auto, pro, reasoning, deep research, not '%s'"
                    .formatted(config.mode()));
        }
        if (!SOURCES.containsAll(config.sources())) {
            faults.add("relaydesk.space.sources must be of web, scholar, social, not %s".formatted(config.sources()));
        }
        notNegative(faults, "relaydesk.space.concurrency", config.concurrency());
        notNegative(faults, "relaydesk.limit.space-per-minute", limits.spacePerMinute());
        positive(faults, "relaydesk.space.concurrency-wait", config.concurrencyWait());
        positive(faults, "relaydesk.space.connect-timeout", config.connectTimeout());
        positive(faults, "relaydesk.space.read-timeout", config.readTimeout());
        positive(faults, "relaydesk.space.idle-timeout", config.idleTimeout());
        positive(faults, "relaydesk.space.stream-timeout", config.streamTimeout());
        positive(faults, "relaydesk.space.session-pause", config.sessionPause());
        positive(faults, "relaydesk.space.breaker.open-for", config.breaker().openFor());
        if (config.maxUrlBytes() < 1024) {
            faults.add("relaydesk.space.max-url-bytes must be at least 1024");
        }
        if (config.breaker().window() < 1 || config.breaker().probes() < 1) {
            faults.add("relaydesk.space.breaker.window and .probes must be at least 1");
        }
        if (!(config.breaker().failureRatio() > 0 && config.breaker().failureRatio() <= 1)) {
            faults.add("relaydesk.space.breaker.failure-ratio must be above 0 and at most 1");
        }
        return faults;
    }

    private static void notNegative(List<String> faults, String name, int value) {
        if (value < 0) {
            faults.add(name + " must not be negative; 0 means no limit");
        }
    }

    private static void positive(List<String> faults, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            faults.add(name + " must be longer than zero");
        }
    }
}
