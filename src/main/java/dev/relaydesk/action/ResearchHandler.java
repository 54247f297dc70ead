package dev.relaydesk.action;

import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.research.Research;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** {@code deep_research}: a report is ordered. */
@ApplicationScoped
class ResearchHandler implements ActionHandler {

    private final Research research;
    private final Texts texts;

    ResearchHandler(Research research, Texts texts) {
        this.research = research;
        this.texts = texts;
    }

    @Override
    public String action() {
        return "deep_research";
    }

    @Override
    public String perform(Handle transaction, Action action) {
        research.order(transaction, action.conversation(), action.id(), action.parameters());
        return texts.of(Text.RESEARCH_ORDERED, action.language());
    }
}
