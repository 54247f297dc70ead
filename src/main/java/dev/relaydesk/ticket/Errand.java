package dev.relaydesk.ticket;

import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.ticket.gateway.Filing;
import dev.relaydesk.ticket.gateway.Note;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a worker has claimed to tell the ticket system.
 *
 * @param id of the ticket or comment
 * @param attempt number of the attempt; guards what is written afterwards
 * @param refusals how often it was refused before
 * @param repeated whether an unclear one was already done once more
 * @param certain for an unclear one: whether the other side's own time limit is surely past
 * @param hopeless for an unclear one: whether a person should look now
 */
record Errand(
        UUID id,
        UUID ticket,
        ConversationId conversation,
        int attempt,
        int refusals,
        boolean repeated,
        boolean certain,
        boolean hopeless,
        Task task) {

    /** What is to be told. */
    sealed interface Task {

        record Open(Filing filing) implements Task {}

        record Comment(String outsideTicket, Note note) implements Task {}
    }

    @Nullable
    Note note() {
        return task instanceof Task.Comment(String _, Note note) ? note : null;
    }
}
