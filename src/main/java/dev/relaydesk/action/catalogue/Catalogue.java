package dev.relaydesk.action.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of actions at one moment.
 *
 * @param definitions by name
 * @param aliases by name; each leads to a definition
 * @param problems why something is missing
 */
public record Catalogue(
        Map<String, ActionDefinition> definitions, Map<String, Alias> aliases, List<SchemaProblem> problems) {

    /** An action by the name the model gave it. */
    public Optional<Named> find(String name) {
        Alias alias = aliases.get(name);
        ActionDefinition definition = definitions.get(alias == null ? name : alias.action());
        return Optional.ofNullable(definition).map(each -> new Named(each, alias));
    }

    /** Everything the model may ask for, in the order of the names. */
    public Collection<ActionDefinition> actions() {
        return definitions.values();
    }

    /** Every name the model may use. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(definitions.keySet());
        names.addAll(aliases.keySet());
        return names;
    }

    /**
     * An action, and the alias that led to it if one did.
     */
    public record Named(
            ActionDefinition definition, @Nullable Alias alias) {}
}
