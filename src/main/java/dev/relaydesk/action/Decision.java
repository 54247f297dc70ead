package dev.relaydesk.action;

import java.util.UUID;

/** What is to be done about a reply. */
public sealed interface Decision {

    /** It is for the customer. */
    record SpeakText(String text) implements Decision {}

    /** It may be done, once whoever the tier names has agreed. */
    record Perform(ActionRequest request, Tier tier) implements Decision {}

    /**
     * It has been asked for before; the customer gets the outcome of that.
     *
     * @param of the first action
     */
    record Duplicate(ActionRequest request, UUID of) implements Decision {}

    /** The model made a mistake of form and is asked to say it again, once. */
    record Repair(Verdict code, String detail) implements Decision {}

    /**
     * It is not done, and asking again would not help.
     *
     * @param request what was asked for
     */
    record Refuse(Verdict code, String detail, ActionRequest request) implements Decision {}
}
