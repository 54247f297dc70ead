package dev.relaydesk.research.engine.multistep;

/** The stages, in their order. Enriching takes two: to see what is missing, and to ask for it. */
enum Stage {
    DECOMPOSE("decompose", 10, "Splitting the question into parts"),
    CLASSIFY("classify", 20, "Deciding where to look for each part"),
    EXECUTE("execute", 35, "Asking for each part"),
    GAPS("enrich", 55, "Looking for what is still missing"),
    ENRICH("enrich", 55, "Asking for what is still missing"),
    SYNTHESISE("synthesise", 70, "Writing the report"),
    FOLLOW_UPS("follow_ups", 80, "Thinking of what to ask next"),
    ANALYSIS("analysis", 90, "Writing an analysis at length");

    private final String wire;
    private final int percentage;
    private final String text;

    Stage(String wire, int percentage, String text) {
        this.wire = wire;
        this.percentage = percentage;
        this.text = text;
    }

    /** As followers of the job see it. */
    String wire() {
        return wire;
    }

    int percentage() {
        return percentage;
    }

    String text() {
        return text;
    }
}
