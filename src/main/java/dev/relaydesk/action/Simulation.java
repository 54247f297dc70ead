package dev.relaydesk.action;

import dev.relaydesk.conversation.Mode;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final ActionJudge judge;
    private final Policies policies;
    private final Tickets tickets;
    private final Jdbi jdbi;

    Simulation(ActionJudge judge, Policies policies, Tickets tickets, Jdbi jdbi) {
        this.judge = judge;
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
            return judge.simulate(new NoHistory(policies), reply);
        }
        return jdbi.withHandle(handle -> judge.simulate(facts(handle, customer), reply));
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
                        Mode.of(row.getString("mode"))))
                .findOne()
                .orElseThrow(() -> new Refusal(
                        ProblemType.NOT_FOUND, "There is no customer " + customer + " with a conversation"));
    }
}
