package dev.relaydesk.action;

import dev.relaydesk.conversation.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** {@code close_conversation}: the customer's next message opens another. */
@ApplicationScoped
class CloseHandler implements ActionHandler {

    private final Speaker speaker;
    private final ActionTexts texts;

    CloseHandler(Speaker speaker, ActionTexts texts) {
        this.speaker = speaker;
        this.texts = texts;
    }

    @Override
    public String action() {
        return "close_conversation";
    }

    @Override
    public String perform(Handle transaction, Action action) {
        speaker.close(transaction, action.conversation(), "model_asked", "bot");
        return texts.closed();
    }
}
