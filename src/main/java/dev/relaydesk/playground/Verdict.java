package dev.relaydesk.playground;

import dev.relaydesk.action.Assessment;
import dev.relaydesk.action.Decision;
import java.util.Arrays;

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

    /** What would become of a text that nobody has said. */
    static Verdict of(Assessment assessment) {
        String code = assessment.verdict().wire();
        return switch (assessment.decision()) {
            case Decision.SpeakText _ ->
                new Verdict("good", "Would be said", "This is plain text for the customer.", code);
            case Decision.Perform(var request, var tier) ->
                new Verdict(
                        "good",
                        "Would be done: " + request.name(),
                        switch (tier) {
                            case AUTO -> "Every check passed, and nobody has to agree.";
                            case CONFIRM_CUSTOMER -> "Every check passed. The customer would be asked first.";
                            case APPROVE_STAFF, NEVER -> "Every check passed. A colleague would be asked first.";
                        },
                        code);
            case Decision.Duplicate _ ->
                new Verdict("warn", "Would not be done again", "The customer would hear of the first one.", code);
            case Decision.Refuse _ -> new Verdict("bad", "Would be refused", "Nothing would be done.", code);
            case Decision.Repair _ ->
                new Verdict("warn", "Would be asked again", "The model gets one chance to say it properly.", code);
        };
    }

    private static Verdict answered(String code) {
        return switch (code) {
            case "unreadable" ->
                new Verdict("warn", "Could not be read", "The customer was asked, once, to write it in words.", code);
            case "confirmation" ->
                new Verdict("good", "Taken as an answer", "It settled the question that was open.", code);
            case "added_to_ticket" ->
                new Verdict(
                        "good", "Added to the ticket", "The Space was not asked: the conversation has a ticket.", code);
            case "action", "action_in_prose" ->
                new Verdict(
                        "good",
                        "Asked for an action",
                        "The reply was one request, and every check passed. What became of it stands below.",
                        code);
            case "duplicate_action" ->
                new Verdict(
                        "warn",
                        "Asked for the same again",
                        "Nothing was done a second time; the customer hears what became of the first.",
                        code);
            case "action_disabled",
                    "echo_of_customer",
                    "never_allowed",
                    "not_the_customers",
                    "quota_used_up",
                    "wrong_mode" ->
                new Verdict("warn", "Refused", "The reply asked for something that is not allowed here.", code);
            case "plain_text" -> plain(code);
            default ->
                isOfActions(code)
                        ? new Verdict(
                                "warn",
                                "Not understood",
                                "The reply was neither plain text nor one sound request.",
                                code)
                        : plain(code);
        };
    }

    private static boolean isOfActions(String code) {
        return Arrays.stream(dev.relaydesk.action.Verdict.values())
                .anyMatch(each -> each.wire().equals(code));
    }

    private static Verdict plain(String code) {
        return new Verdict("good", "Answered", "The reply was complete and plain text, so it went out.", code);
    }
}
