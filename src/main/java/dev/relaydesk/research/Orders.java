package dev.relaydesk.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.research.engine.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is to be found out from a job's input. */
final class Orders {

    private static final int LONGEST = 4_000;
    private static final int MOST_DOMAINS = 20;
    private static final Set<String> FIELDS = Set.of(
            "question", "verbose", "max_cost_usd", "search_domain_filter", "search_recency_filter", "engine", "impact");
    private static final Set<String> RECENCY = Set.of("day", "week", "month", "year");
    private static final String DOMAIN = "-?(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,24}";

    private Orders() {}

    static List<Problem.Field> faults(JsonNode input, Set<String> engines) {
        List<Problem.Field> wrong = new ArrayList<>();
        input.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                wrong.add(new Problem.Field("input." + name, "is not known"));
            }
        });
        String question = input.path("question").asText("").strip();
        if (!input.path("question").isTextual() || question.isEmpty() || question.length() > LONGEST) {
            wrong.add(new Problem.Field("input.question", "must be a text of 1 to " + LONGEST + " characters"));
        }
        JsonNode cost = input.path("max_cost_usd");
        if (!cost.isMissingNode()
                && (!cost.isNumber()
                        || cost.decimalValue().signum() <= 0
                        || cost.decimalValue().compareTo(new BigDecimal(1_000)) > 0)) {
            wrong.add(new Problem.Field("input.max_cost_usd", "must be a number above 0 and at most 1000"));
        }
        if (!input.path("verbose").isMissingNode() && !input.path("verbose").isBoolean()) {
            wrong.add(new Problem.Field("input.verbose", "must be true or false"));
        }
        if (!input.path("search_recency_filter").isMissingNode()
                && !RECENCY.contains(input.path("search_recency_filter").asText())) {
            wrong.add(new Problem.Field("input.search_recency_filter", "must be day, week, month or year"));
        }
        if (!areDomains(input.path("search_domain_filter"))) {
            wrong.add(new Problem.Field(
                    "input.search_domain_filter", "must be a list of at most " + MOST_DOMAINS + " domains"));
        }
        if (!input.path("engine").isMissingNode()
                && !engines.contains(input.path("engine").asText())) {
            wrong.add(new Problem.Field(
                    "input.engine",
                    "must be one of "
                            + String.join(", ", engines.stream().sorted().toList())));
        }
        return wrong;
    }

    private static boolean areDomains(JsonNode domains) {
        if (domains.isMissingNode()) {
            return true;
        }
        if (!domains.isArray() || domains.size() > MOST_DOMAINS) {
            return false;
        }
        for (JsonNode domain : domains) {
            if (!domain.isTextual() || !domain.asText().matches(DOMAIN)) {
                return false;
            }
        }
        return true;
    }

    static Order read(JsonNode input, BigDecimal usualCost) {
        List<String> domains = new ArrayList<>();
        input.path("search_domain_filter").forEach(domain -> domains.add(domain.asText()));
        JsonNode cost = input.path("max_cost_usd");
        return new Order(
                input.path("question").asText().strip(),
                input.path("verbose").asBoolean(false),
                cost.isNumber() ? cost.decimalValue() : usualCost,
                domains,
                Optional.of(input.path("search_recency_filter").asText("")).filter(it -> !it.isEmpty()));
    }
}
