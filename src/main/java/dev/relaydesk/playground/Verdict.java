package dev.relaydesk.playground;

/**
 * What became of a turn, in plain words.
 *
 * @param tone good, warn or bad; a class of the style sheet
 * @param code as it stands in the turn's row
 */
record Verdict(String tone, String headline, String explanation, String code) {

    static Verdict of(String outcome, String code) {
        return switch (outcome) {
            case "answered" -> answered(code);
            case "failed" ->
                new Verdict("warn", "No answer yet", "The Space gave none; Relaydesk asks again after a pause.", code);
            case "lost" ->
                new Verdict(
                        "warn",
                        "Came too late",
                        "Somebody else got the right to speak meanwhile; the answer is kept as a draft.",
                        code);
            default ->
                new Verdict(
                        "bad",
                        "Given to a human",
                        "The customer got an apology and the conversation is marked for staff.",
                        code);
        };
    }

    private static Verdict answered(String code) {
        return switch (code) {
            case "action_not_available" ->
                new Verdict(
                        "warn",
                        "Wanted an action",
                        "The Space asked for something to be done, which Relaydesk cannot do yet. The customer never sees "
                                + "the request; staff see a mark.",
                        code);
            case "unreadable" ->
                new Verdict("warn", "Could not be read", "The customer was asked, once, to write it in words.", code);
            default -> new Verdict("good", "Answered", "The reply was complete and plain text, so it went out.", code);
        };
    }
}
