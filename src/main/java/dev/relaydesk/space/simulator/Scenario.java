package dev.relaydesk.space.simulator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** What a marker in the prompt makes the simulator do. The table with the details is {@code docs/simulators.md}. */
enum Scenario {
    NORMAL(""),
    SLOW("#slow"),
    EXPIRED("#expired"),
    NULL("#null"),
    NONETYPE("#nonetype"),
    END_ONLY("#end-only"),
    LIST_INDEX("#list-index"),
    FAILED("#failed"),
    CUT("#cut"),
    CUT_WIRE("#cut-wire"),
    PLAIN_TEXT("#plain-text"),
    ALT_BLOCK("#alt-block"),
    FINAL_STEP("#final-step"),
    JSON("#json"),
    FENCE("#fence"),
    EVIL("#evil"),
    EVIL_BASE64("#evil-base64"),
    EVIL_ALWAYS("#evil-always"),
    EVIL_ALWAYS_BASE64("#evil-always-base64"),
    EMPTY("#empty"),
    CITATIONS("#citations"),
    REORDERED("#reordered"),
    CUMULATIVE("#cumulative"),
    HUGE("#huge"),
    FULL_SIZE("#full-size"),
    FOREIGN_COLLECTION("#foreign-collection"),
    CURL_7("#curl7"),
    CURL_28("#curl28"),
    ERROR_FRAME("#error-frame"),
    HTML("#html");

    private final String marker;

    Scenario(String marker) {
        this.marker = marker;
    }

    String marker() {
        return marker;
    }

    /** Whether what stands behind the marker is said word for word. */
    boolean dictated() {
        return switch (this) {
            case EVIL, EVIL_BASE64, EVIL_ALWAYS, EVIL_ALWAYS_BASE64 -> true;
            default -> false;
        };
    }

    /** The longest marker that the prompt contains; one that dictates hides all others, which may be dictated. */
    static Scenario in(String prompt) {
        String text = prompt.toLowerCase(Locale.ROOT);
        boolean dictated = text.contains(EVIL.marker);
        return Arrays.stream(values())
                .filter(it -> text.contains(it.marker) && it.dictated() == dictated)
                .max(Comparator.comparingInt((Scenario it) -> it.marker.length()))
                .orElse(NORMAL);
    }
}
