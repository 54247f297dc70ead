package dev.relaydesk.research.engine.agent;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How much work a run is allowed, and the most that one was seen to cost in US dollars. */
enum Preset {
    FAST("0.002"),
    LOW("0.02"),
    MEDIUM("0.05"),
    HIGH("0.90"),
    /** Nobody has told what it costs: surely not less than the one below. */
    XHIGH("0.90");

    private final BigDecimal usd;

    Preset(String usd) {
        this.usd = new BigDecimal(usd);
    }

    static Preset of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This one, or the best below it that the money suffices for. */
    Optional<Preset> within(BigDecimal rest) {
        return Arrays.stream(values())
                .filter(each -> each.compareTo(this) <= 0 && each.usd.compareTo(rest) <= 0)
                .max(Comparator.naturalOrder());
    }
}
