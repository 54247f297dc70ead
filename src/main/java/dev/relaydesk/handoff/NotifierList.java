package dev.relaydesk.handoff;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The ways there are to reach staff. */
@ApplicationScoped
class NotifierList {

    private final List<Notifier> notifiers;

    NotifierList(@All List<Notifier> notifiers) {
        this.notifiers = notifiers;
    }

    Optional<Notifier> find(String channel) {
        return notifiers.stream()
                .filter(notifier -> notifier.channel().equals(channel))
                .findFirst();
    }

    List<String> bridges() {
        return notifiers.stream()
                .filter(Notifier::isBridge)
                .map(Notifier::channel)
                .toList();
    }
}
