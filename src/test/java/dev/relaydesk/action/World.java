package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.Reference;
import dev.relaydesk.conversation.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A customer, and what is known about them. */
final class World implements ActionFacts {

    static final UUID CUSTOMER = UUID.fromString("00000000-0000-7000-8000-000000000001");

    final List<String> texts = new ArrayList<>();
    final Set<String> tickets = new HashSet<>(Set.of("RD-1", "RD-1024"));
    final Map<String, ActionPolicy> policies = new TreeMap<>();
    final Map<String, Integer> performed = new TreeMap<>();
    final Map<String, UUID> earlier = new TreeMap<>();
    final List<String> asked = new ArrayList<>();
    Mode mode = Mode.BOT;

    static ActionPolicy policy(boolean enabled, Tier tier, int quota, Duration dedupe, Mode... modes) {
        return new ActionPolicy(enabled, tier, quota, Duration.ofHours(1), dedupe, Set.of(modes));
    }

    @Override
    public UUID customer() {
        return CUSTOMER;
    }

    @Override
    public List<String> ownTexts() {
        asked.add("texts");
        return texts;
    }

    @Override
    public Mode mode() {
        asked.add("mode");
        return mode;
    }

    @Override
    public ActionPolicy policy(String action) {
        return policies.getOrDefault(action, ActionPolicy.initial(action));
    }

    @Override
    public boolean belongsToCustomer(Reference reference) {
        asked.add("reference");
        return reference.kind().equals("ticket") && tickets.contains(reference.value());
    }

    @Override
    public int performedWithin(String action, Duration window) {
        asked.add("quota");
        return performed.getOrDefault(action, 0);
    }

    @Override
    public Optional<UUID> earlier(String fingerprint, Duration window) {
        asked.add("earlier");
        return Optional.ofNullable(earlier.get(fingerprint));
    }
}
