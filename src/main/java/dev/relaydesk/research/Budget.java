package dev.relaydesk.research;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What all runs together may cost, by the calendar of UTC. */
@ApplicationScoped
class Budget {

    private final Jdbi jdbi;
    private final ResearchConfig config;

    Budget(Jdbi jdbi, ResearchConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    /** Why no run that costs something may begin now; empty when one may. */
    Optional<String> refusal() {
        return over("day", config.dayUsd()).or(() -> over("month", config.monthUsd()));
    }

    private Optional<String> over(String period, BigDecimal cap) {
        if (cap.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal spent = jdbi.withHandle(handle -> ResearchRuns.spentSince(handle, period));
        return spent.compareTo(cap) < 0
                ? Optional.empty()
                : Optional.of("%s of %s USD of this %s are spent".formatted(spent, cap, period));
    }
}
