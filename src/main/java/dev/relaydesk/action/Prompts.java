package dev.relaydesk.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.action.catalogue.ActionDefinition;
import dev.relaydesk.action.catalogue.Alias;
import dev.relaydesk.action.catalogue.Catalogue;
import dev.relaydesk.platform.prompt.PromptTemplates;
import dev.relaydesk.platform.settings.StartRefused;
import io.quarkus.qute.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything we say to the model. Whoever changes a template changes what the model does, without a line of Java. */
public final class Prompts {

    /** What stands in a schema for us and means nothing to the model. */
    private static final List<String> NOT_FOR_THE_MODEL =
            List.of("$schema", "$comment", "title", "description", "examples");

    private final Template instructions;
    private final Template turn;
    private final Template repair;
    private final Template result;

    /**
     * Reads and checks all templates.
     *
     * @param directory templates above the packed ones
     * @throws StartRefused when one cannot be filled in, with file and line
     */
    public Prompts(Optional<Path> directory, Catalogue catalogue) {
        var templates = new PromptTemplates(directory);
        instructions = templates.checked("space-instructions", instructionsData(catalogue, List.of("order_status: …")));
        turn = templates.checked("turn", turnData(List.of("Where is my parcel?"), List.of("A refund was promised.")));
        repair = templates.checked("repair", repairData(Verdict.NOT_JSON, "not JSON", catalogue.names()));
        result = templates.checked("result", resultData("api_call", "succeeded", "{}"));
    }

    /**
     * The text to paste into the Space.
     *
     * @param endpoints a line for each endpoint that {@code api_call} may name
     */
    public String spaceInstructions(Catalogue catalogue, List<String> endpoints) {
        return instructions.render(instructionsData(catalogue, endpoints)).strip() + "\n";
    }

    /**
     * A turn: what the customer wrote, and before it what colleagues noted when they handed back.
     *
     * @param messages as the customer wrote them, in order
     */
    public String turn(List<String> messages, List<String> notes) {
        return turn.render(turnData(messages, notes)).strip();
    }

    /** Asks the model to say again what could not be used. */
    public String repair(Decision.Repair mistake, Catalogue catalogue) {
        return repair.render(repairData(mistake.code(), mistake.detail(), catalogue.names()))
                .strip();
    }

    /**
     * Tells the model what became of its action.
     *
     * @param outcome {@code succeeded} or {@code failed}
     * @param data what the system answered; hostile, and shortened by the caller
     */
    public String result(String action, String outcome, String data) {
        return result.render(resultData(action, outcome, data)).strip();
    }

    private static Map<String, Object> instructionsData(Catalogue catalogue, List<String> endpoints) {
        return Map.of(
                "actions",
                catalogue.actions().stream().map(Prompts::action).toList(),
                "aliases",
                catalogue.aliases().values().stream().map(Prompts::alias).toList(),
                "endpoints",
                endpoints);
    }

    private static Map<String, Object> action(ActionDefinition action) {
        return Map.of(
                "name", action.name(),
                "title", action.title(),
                "description", action.description(),
                "schema", forTheModel(action.schema()),
                "examples",
                        action.examples().stream()
                                .map(each -> envelope(action.name(), each))
                                .toList());
    }

    private static String envelope(String action, JsonNode metadata) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("action", action).put("reason", "…").set("metadata", metadata);
        return envelope.toString();
    }

    private static Map<String, Object> alias(Alias alias) {
        String fixed = alias.fixed().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().asText())
                .collect(Collectors.joining(", "));
        return Map.of("name", alias.name(), "action", alias.action(), "fixed", fixed);
    }

    /** The schema without our own keywords, on one line: instructions are paid for by the word. */
    private static String forTheModel(JsonNode schema) {
        ObjectNode copy = schema.deepCopy();
        copy.remove(NOT_FOR_THE_MODEL);
        copy.findParents("x-belongs-to-customer").forEach(each -> ((ObjectNode) each).remove("x-belongs-to-customer"));
        return copy.toString();
    }

    private static Map<String, Object> turnData(List<String> messages, List<String> notes) {
        return Map.of("messages", messages, "notes", notes);
    }

    private static Map<String, Object> repairData(Verdict code, String detail, Set<String> names) {
        return Map.of("code", code.wire(), "detail", detail, "names", String.join(", ", names));
    }

    private static Map<String, Object> resultData(String action, String outcome, String data) {
        return Map.of("action", action, "outcome", outcome, "data", data);
    }
}
