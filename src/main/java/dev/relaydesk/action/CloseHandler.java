package dev.relaydesk.action;

import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** {@code close_conversation}: the customer's next message opens another. */
@ApplicationScoped
class CloseHandler implements ActionHandler {

    private final Speaker speaker;
    private final Texts texts;

    CloseHandler(Speaker speaker, Texts texts) {
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
        return texts.of(Text.CLOSED, action.language());
    }
}
