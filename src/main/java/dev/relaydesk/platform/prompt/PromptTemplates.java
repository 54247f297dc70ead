package dev.relaydesk.platform.prompt;

import dev.relaydesk.platform.settings.StartRefused;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The texts of {@code prompts/}, or of the operator's directory, ready to be filled in. */
public final class PromptTemplates {

    private static final String SUFFIX = ".txt";

    /** Strict: a name that is not there is an error, not an empty place. Nothing is escaped, a model reads no HTML. */
    private final Engine engine =
            Engine.builder().addDefaults().strictRendering(true).build();

    private final Optional<Path> directory;

    public PromptTemplates(Optional<Path> directory) {
        this.directory = directory;
    }

    /**
     * Reads one, and fills it in once with a sample.
     *
     * @throws StartRefused with file, line and reason when it cannot be filled in
     */
    public Template checked(String name, Map<String, Object> sample) {
        String file = directory
                .map(each -> each.resolve(name + SUFFIX))
                .filter(Files::exists)
                .map(Path::toString)
                .orElse("prompts/" + name + SUFFIX);
        try {
            Template template = engine.parse(text(name), null, file);
            if (template.render(sample).isBlank()) {
                throw new StartRefused(file + " gives an empty prompt; write what the model shall read");
            }
            return template;
        } catch (TemplateException e) {
            int line = e.getOrigin() == null ? 1 : e.getOrigin().getLine();
            throw new StartRefused("%s, line %d: %s".formatted(file, line, firstLine(e)));
        }
    }

    private static String firstLine(TemplateException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("the template is broken");
    }

    private String text(String name) {
        Optional<Path> own = directory.map(each -> each.resolve(name + SUFFIX)).filter(Files::exists);
        try {
            if (own.isPresent()) {
                return Files.readString(own.get());
            }
            try (var in = PromptTemplates.class.getResourceAsStream("/META-INF/relaydesk/prompts/" + name + SUFFIX)) {
                if (in == null) {
                    throw new StartRefused("prompts/" + name + SUFFIX + " is not in the application");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            if (own.isPresent()) {
                throw new StartRefused(own.get() + " cannot be read: " + e);
            }
            throw new UncheckedIOException("prompts/" + name + SUFFIX, e);
        }
    }
}
