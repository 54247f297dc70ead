package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.Reference;
import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Facts about nobody, for replies that contain no request: no check gets as far as asking. */
final class Unasked implements ActionFacts {

    private static IllegalStateException asked() {
        return new IllegalStateException("a reply without a request was checked against a customer");
    }

    @Override
    public UUID customer() {
        throw asked();
    }

    @Override
    public List<String> ownTexts() {
        throw asked();
    }

    @Override
    public Mode mode() {
        throw asked();
    }

    @Override
    public ActionPolicy policy(String action) {
        throw asked();
    }

    @Override
    public boolean belongsToCustomer(Reference reference) {
        throw asked();
    }

    @Override
    public int performedWithin(String action, Duration window) {
        throw asked();
    }

    @Override
    public Optional<UUID> earlier(String fingerprint, Duration window) {
        throw asked();
    }
}
