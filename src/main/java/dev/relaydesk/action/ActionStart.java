package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.platform.settings.StartRefused;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads schemas and prompts at the start, so that what is wrong with them is told then. */
class ActionStart {

    private static final Logger LOG = Logger.getLogger(ActionStart.class);

    @Produces
    @Singleton
    ActionCatalogue catalogue(ActionConfig config, Clock clock) {
        try {
            return new ActionCatalogue(
                    directory("relaydesk.action.schemas-dir", config.schemasDir()), config.aliases(), clock);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("relaydesk.action: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    Prompts prompts(ActionConfig config, ActionCatalogue catalogue) {
        return new Prompts(directory("relaydesk.action.prompts-dir", config.promptsDir()), catalogue.current());
    }

    void start(@Observes StartupEvent event, ActionCatalogue catalogue, Prompts prompts) {
        LOG.debugf(
                "%d actions, prompts checked by %s", catalogue.current().names().size(), prompts);
    }

    private static Optional<Path> directory(String setting, Optional<Path> path) {
        path.filter(each -> !Files.isDirectory(each)).ifPresent(each -> {
            throw new StartRefused("%s names no directory: %s".formatted(setting, each));
        });
        return path;
    }
}
