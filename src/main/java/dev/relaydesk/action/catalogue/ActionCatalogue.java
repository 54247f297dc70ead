package dev.relaydesk.action.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the catalogue, and reads it anew when a file of the operator's directory has changed. */
public final class ActionCatalogue {

    private static final Logger LOG = Logger.getLogger(ActionCatalogue.class);

    /** The directory is looked at no more often than this. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private final SchemaFiles files;
    private final Map<String, Alias> aliases;
    private final Clock clock;

    private volatile @Nullable Loaded loaded;

    /**
     * Reads everything once.
     *
     * @param directory schemas above the packed ones
     * @param aliases as in the setting
     * @throws IllegalArgumentException with a sentence for the operator when the aliases cannot be read
     */
    public ActionCatalogue(Optional<Path> directory, String aliases, Clock clock) {
        this.files = new SchemaFiles(directory);
        this.aliases = Alias.parse(aliases);
        this.clock = clock;
        current();
    }

    /** The catalogue as it is now; the same object until something has changed. */
    public Catalogue current() {
        Loaded last = loaded;
        if (last != null && clock.instant().isBefore(last.lookedAt().plus(LOOK))) {
            return last.catalogue();
        }
        return look();
    }

    private synchronized Catalogue look() {
        Loaded last = loaded;
        Instant now = clock.instant();
        if (last != null && now.isBefore(last.lookedAt().plus(LOOK))) {
            return last.catalogue();
        }
        Loaded next = read(last, now);
        loaded = next;
        return next.catalogue();
    }

    private Loaded read(@Nullable Loaded last, Instant now) {
        try {
            Map<Path, SchemaFiles.Stamp> stamps = files.stamps();
            if (last != null && last.stamps().equals(stamps)) {
                return new Loaded(last.catalogue(), stamps, now);
            }
            List<SchemaProblem> problems = new ArrayList<>();
            Collection<SchemaFile> found = files.read(problems);
            Catalogue catalogue = CatalogueReader.read(found, aliases, problems);
            LOG.infof("Actions: %s", String.join(", ", catalogue.names()));
            catalogue.problems().forEach(each -> LOG.warnf("Refused: %s", each.sentence()));
            return new Loaded(catalogue, stamps, now);
        } catch (IOException e) {
            if (last != null) {
                LOG.warnf("The schemas cannot be read, those read before still hold: %s", e);
                return new Loaded(last.catalogue(), last.stamps(), now);
            }
            throw new IllegalArgumentException("the directory of schemas cannot be read: " + e, e);
        }
    }

    private record Loaded(Catalogue catalogue, Map<Path, SchemaFiles.Stamp> stamps, Instant lookedAt) {}
}
