package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a catalogue of schemas and aliases: what is sound is taken, what is not is told. */
final class CatalogueReader {

    private static final String ALIASES = "relaydesk.action.aliases";

    private final Map<String, ActionDefinition> definitions = new TreeMap<>();
    private final List<SchemaProblem> problems;

    private CatalogueReader(List<SchemaProblem> problems) {
        this.problems = new ArrayList<>(problems);
    }

    static Catalogue read(Collection<SchemaFile> files, Map<String, Alias> aliases, List<SchemaProblem> problems) {
        var reader = new CatalogueReader(problems);
        files.forEach(reader::add);
        Map<String, Alias> sound = new TreeMap<>();
        aliases.forEach((name, alias) -> {
            if (reader.isSound(alias)) {
                sound.put(name, alias);
            }
        });
        return new Catalogue(
                Collections.unmodifiableMap(reader.definitions),
                Collections.unmodifiableMap(sound),
                List.copyOf(reader.problems));
    }

    private void add(SchemaFile file) {
        try {
            SchemaText text = SchemaText.read(file.file(), file.text());
            List<SchemaProblem> found = SchemaRules.problems(file.file(), text);
            if (found.isEmpty()) {
                found = compile(file, text);
            }
            problems.addAll(found);
        } catch (SchemaText.Unusable e) {
            problems.add(e.problem());
        }
    }

    private List<SchemaProblem> compile(SchemaFile file, SchemaText text) {
        ActionDefinition definition;
        try {
            Schema schema = Validators.validator(withoutOurKeywords(text.tree().deepCopy()));
            definition = new ActionDefinition(file.name(), text.tree(), schema);
        } catch (SchemaException e) {
            return List.of(new SchemaProblem(file.file(), 1, "no validator can be made: " + e.getMessage(), "mend it"));
        }
        List<SchemaProblem> wrong = new ArrayList<>();
        int index = 0;
        for (JsonNode example : definition.examples()) {
            int line = text.line("/examples/" + index++);
            definition
                    .faults(example)
                    .forEach(fault -> wrong.add(new SchemaProblem(
                            file.file(), line, "the example does not fulfil the schema: " + fault, "mend either")));
        }
        if (wrong.isEmpty()) {
            definitions.put(definition.name(), definition);
        }
        return wrong;
    }

    /** The validator would warn of them in the log. */
    private static JsonNode withoutOurKeywords(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove(References.KEYWORD);
        }
        schema.forEach(CatalogueReader::withoutOurKeywords);
        return schema;
    }

    private boolean isSound(Alias alias) {
        ActionDefinition definition = definitions.get(alias.action());
        if (definition == null) {
            problem("the alias %s leads to %s, which is no action".formatted(alias.name(), alias.action()));
            return false;
        }
        if (definitions.containsKey(alias.name())) {
            problem("the alias %s is the name of an action".formatted(alias.name()));
            return false;
        }
        JsonNode properties = definition.schema().path("properties");
        for (String parameter : alias.fixed().keySet()) {
            if (!properties.has(parameter)) {
                problem("the alias %s fixes %s, which %s does not have"
                        .formatted(alias.name(), parameter, alias.action()));
                return false;
            }
        }
        return true;
    }

    private void problem(String problem) {
        problems.add(new SchemaProblem(ALIASES, 1, problem, "mend the setting"));
    }
}
