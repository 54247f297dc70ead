package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.Reference;
import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody who has just come in: nothing said, nothing owned, nothing done. */
record NoHistory(Policies policies) implements ActionFacts {

    private static final UUID NOBODY = new UUID(0, 0);

    @Override
    public UUID customer() {
        return NOBODY;
    }

    @Override
    public List<String> ownTexts() {
        return List.of();
    }

    @Override
    public Mode mode() {
        return Mode.BOT;
    }

    @Override
    public ActionPolicy policy(String action) {
        return policies.of(action);
    }

    @Override
    public boolean belongsToCustomer(Reference reference) {
        return false;
    }

    @Override
    public int performedWithin(String action, Duration window) {
        return 0;
    }

    @Override
    public Optional<UUID> earlier(String fingerprint, Duration window) {
        return Optional.empty();
    }
}
