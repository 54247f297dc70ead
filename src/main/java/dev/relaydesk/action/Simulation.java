package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.conversation.Mode;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Tells how a reply would be judged. Nothing is written and nothing done. */
@ApplicationScoped
public class Simulation {

    /** The open conversation, or else the last one; after a closed one the next message begins with the bot. */
    private static final String LATEST = """
            SELECT c.id, CASE WHEN c.closed_at IS NULL THEN k.mode ELSE 'bot' END AS mode
            FROM conversation c JOIN conversation_control k ON k.conversation_id = c.id
            WHERE c.customer_id = :customer
            ORDER BY c.closed_at IS NULL DESC, c.last_message_at DESC LIMIT 1
            """;

    private final ActionConfig config;
    private final ActionCatalogue catalogue;
    private final Policies policies;
    private final Tickets tickets;
    private final Jdbi jdbi;

    Simulation(ActionConfig config, ActionCatalogue catalogue, Policies policies, Tickets tickets, Jdbi jdbi) {
        this.config = config;
        this.catalogue = catalogue;
        this.policies = policies;
        this.tickets = tickets;
        this.jdbi = jdbi;
    }

    /**
     * Judges a text as if the model had just said it.
     *
     * @param customer whose tickets, messages and earlier actions count; null: somebody who has none of them
     * @throws Refusal when there is no such customer
     */
    public Assessment judge(String reply, @Nullable UUID customer) {
        if (customer == null) {
            return judge(reply, new NoHistory(policies));
        }
        return jdbi.withHandle(handle -> judge(reply, facts(handle, customer)));
    }

    private Assessment judge(String reply, ActionFacts facts) {
        return ActionChecks.assess(reply, true, catalogue.current(), config.prose(), facts);
    }

    private ActionFacts facts(Handle handle, UUID customer) {
        return handle.createQuery(LATEST)
                .bind("customer", customer)
                .map((row, _) -> new CustomerFacts(
                        handle,
                        tickets,
                        policies,
                        customer,
                        row.getObject("id", UUID.class),
                        mode(row.getString("mode"))))
                .findOne()
                .orElseThrow(() -> new Refusal(
                        ProblemType.NOT_FOUND, "There is no customer " + customer + " with a conversation"));
    }

    private static Mode mode(String wire) {
        return Arrays.stream(Mode.values())
                .filter(each -> each.wire().equals(wire))
                .findFirst()
                .orElseThrow();
    }
}
