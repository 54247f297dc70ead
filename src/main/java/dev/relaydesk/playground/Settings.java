package dev.relaydesk.playground;

import dev.relaydesk.access.StaffStage;
import dev.relaydesk.conversation.ConversationId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** Tells what is real and what is played. */
@ApplicationScoped
class Settings {

    private final Jdbi jdbi;
    private final boolean spaceSimulated;
    private final boolean whatsAppSimulated;
    private final boolean streamingByDefault;
    private final List<StaffStage> stages;

    Settings(
            Jdbi jdbi,
            @All List<StaffStage> stages,
            @ConfigProperty(name = "relaydesk.space.base-url") Optional<String> space,
            @ConfigProperty(name = "relaydesk.whatsapp.access-token") Optional<String> whatsApp,
            @ConfigProperty(name = "relaydesk.space.streaming", defaultValue = "false") boolean streaming) {
        this.jdbi = jdbi;
        this.spaceSimulated = space.isEmpty();
        this.whatsAppSimulated = whatsApp.isEmpty();
        this.streamingByDefault = streaming;
        this.stages = stages;
    }

    Setting of(Optional<ConversationId> conversation) {
        return new Setting(
                spaceSimulated,
                whatsAppSimulated,
                SimulatedAccount.read(jdbi).isPresent(),
                conversation.flatMap(this::chosen).orElse(streamingByDefault),
                stages.stream()
                        .flatMap(stage -> stage.played().stream())
                        .sorted(Comparator.comparing(StaffStage.Stage::name))
                        .toList());
    }

    private Optional<Boolean> chosen(ConversationId id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT streaming FROM conversation WHERE id = :id AND streaming IS NOT NULL")
                .bind("id", id.value())
                .mapTo(Boolean.class)
                .findFirst());
    }
}
