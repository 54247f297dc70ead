package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.action.endpoint.Endpoint;
import dev.relaydesk.action.endpoint.Endpoints;
import dev.relaydesk.platform.settings.CommandSettings;
import dev.relaydesk.platform.settings.StartRefused;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** The finished text to paste into the Space: the prompt with the actions and endpoints that there are now. */
@ApplicationScoped
public class SpaceInstructions {

    private final Prompts prompts;
    private final ActionCatalogue catalogue;
    private final Endpoints endpoints;

    SpaceInstructions(Prompts prompts, ActionCatalogue catalogue, Endpoints endpoints) {
        this.prompts = prompts;
        this.catalogue = catalogue;
        this.endpoints = endpoints;
    }

    /** The text as it is now; it ends with a line end. */
    public String text() {
        return prompts.spaceInstructions(
                catalogue.current(),
                endpoints.all().stream().map(SpaceInstructions::line).toList());
    }

    /**
     * The same for whoever does not start the service; settings come from where the service reads them.
     *
     * @throws StartRefused when schemas, prompts or endpoints would stop a start
     */
    public static String withoutService() {
        var start = new ActionStart();
        // The files are read once, so the time does not matter.
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        ActionConfig config = CommandSettings.settings()
                .withMapping(ActionConfig.class)
                .build()
                .getConfigMapping(ActionConfig.class);
        ActionCatalogue catalogue = start.catalogue(config, clock);
        return new SpaceInstructions(
                        start.prompts(config, catalogue), catalogue, Endpoints.read(CommandSettings.settings()))
                .text();
    }

    private static String line(Endpoint endpoint) {
        String parameters = endpoint.fields().stream()
                .map(each -> each.name() + (each.required() ? "" : " (may be left out)")
                        + (each.description().isEmpty() ? "" : ": " + each.description())
                        + ", must match " + each.pattern())
                .collect(Collectors.joining("; "));
        return endpoint.name()
                + (endpoint.description().isEmpty() ? "" : ": " + endpoint.description())
                + (parameters.isEmpty() ? ". No parameters" : ". Parameters: " + parameters);
    }
}
