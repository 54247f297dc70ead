package dev.relaydesk.action;

import dev.relaydesk.research.Research;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** {@code deep_research}: a report is ordered. */
@ApplicationScoped
class ResearchHandler implements ActionHandler {

    private final Research research;
    private final ActionTexts texts;

    ResearchHandler(Research research, ActionTexts texts) {
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
        return texts.researchOrdered();
    }
}
