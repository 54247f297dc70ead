package dev.relaydesk.research.engine.simulator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** What a marker in the question makes the simulator do. The table with the details is {@code docs/simulators.md}. */
enum Scenario {
    NORMAL(""),
    FAILED("#research-failed"),
    INCOMPLETE("#research-incomplete"),
    CANCELLED("#research-cancelled"),
    STUCK("#research-stuck"),
    ACTION("#research-action"),
    GONE("#research-gone"),
    EMPTY("#research-empty"),
    HUGE("#research-huge"),
    PLAIN("#research-plain"),
    EVIL("#research-evil"),
    DEAR("#research-dear"),
    BUSY("#research-429"),
    BUSY_UNTOLD("#research-429-untold"),
    QUOTA("#research-quota"),
    RETIRED("#research-retired"),
    DOWN("#research-500"),
    DROPPED("#research-dropped"),
    DROPPED_ALWAYS("#research-dropped-always");

    private final String marker;

    Scenario(String marker) {
        this.marker = marker;
    }

    /** The longest marker that the question contains. */
    static Scenario in(String question) {
        String text = question.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(it -> text.contains(it.marker))
                .max(Comparator.comparingInt((Scenario it) -> it.marker.length()))
                .orElse(NORMAL);
    }
}
