package dev.relaydesk.turn;

import dev.relaydesk.conversation.ConversationId;
import java.util.UUID;

/** News of a turn while it runs in this process. Lost news does no harm: the rows tell the same. */
public sealed interface TurnEvent {

    ConversationId conversation();

    record Started(ConversationId conversation, UUID turn) implements TurnEvent {}

    /** Text that may be shown: nothing is told while the answer may still turn out to be an action. */
    record Said(ConversationId conversation, UUID turn, String delta) implements TurnEvent {}

    /** The turn is over and its rows are committed, or it failed and will be tried again. */
    record Ended(ConversationId conversation, UUID turn, String outcome) implements TurnEvent {}
}
