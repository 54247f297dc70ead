package dev.relaydesk.research.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What is to be found out.
 *
 * @param verbose whether an analysis at length is wanted
 * @param maxCostUsd more than that may not be spent
 * @param domains only these, or all but those with a leading minus; empty for everywhere
 * @param recency {@code day}, {@code week}, {@code month} or {@code year}
 */
public record Order(
        String question, boolean verbose, BigDecimal maxCostUsd, List<String> domains, Optional<String> recency) {

    public Order {
        domains = List.copyOf(domains);
    }
}
