package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.Reference;
import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What must be known about the customer to judge a request. Each is asked only when everything before it has passed,
 * and at most once for each value: some cost a query.
 */
public interface ActionFacts {

    UUID customer();

    /** What the customer wrote lately, the texts of the present turn among them. */
    List<String> ownTexts();

    Mode mode();

    ActionPolicy policy(String action);

    /** Whether this belongs to the customer. False for a kind that nobody knows. */
    boolean belongsToCustomer(Reference reference);

    /** How often the customer had this action within the window, refused and duplicate requests not counted. */
    int performedWithin(String action, Duration window);

    /**
     * The first action with this fingerprint within the window that has not failed.
     *
     * @param fingerprint as {@link ActionKeys#fingerprint} gives it
     */
    Optional<UUID> earlier(String fingerprint, Duration window);
}
