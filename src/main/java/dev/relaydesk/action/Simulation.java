package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Tells how a reply would be judged. Nothing is written and nothing done. */
@ApplicationScoped
public class Simulation {

    private final ActionConfig config;
    private final ActionCatalogue catalogue;
    private final Policies policies;
    private final Jdbi jdbi;

    Simulation(ActionConfig config, ActionCatalogue catalogue, Policies policies, Jdbi jdbi) {
        this.config = config;
        this.catalogue = catalogue;
        this.policies = policies;
        this.jdbi = jdbi;
    }

    /**
     * Judges a text as if the model had just said it.
     *
     * @param customer whose tickets, messages and earlier actions count; null: somebody who has none of them
     * @throws Refusal when there is no such customer
     */
    public Assessment judge(String reply, @Nullable UUID customer) {
        ActionFacts facts = customer == null ? new NoHistory(policies) : new History(jdbi, policies, known(customer));
        return ActionChecks.assess(reply, true, catalogue.current(), config.prose(), facts);
    }

    private UUID known(UUID customer) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM conversation_customer WHERE id = :id")
                        .bind("id", customer)
                        .mapTo(UUID.class)
                        .findOne())
                .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no customer " + customer));
    }
}
