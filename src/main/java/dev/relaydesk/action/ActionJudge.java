package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.ticket.Tickets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Judges the model's replies against what is known of the customer. Nothing is written and nothing done. */
@ApplicationScoped
public class ActionJudge {

    private final Jdbi jdbi;
    private final ActionCatalogue catalogue;
    private final ActionConfig config;
    private final Policies policies;
    private final Tickets tickets;
    private final Readiness readiness;
    private final Prompts prompts;

    ActionJudge(
            Jdbi jdbi,
            ActionCatalogue catalogue,
            ActionConfig config,
            Policies policies,
            Tickets tickets,
            Readiness readiness,
            Prompts prompts) {
        this.jdbi = jdbi;
        this.catalogue = catalogue;
        this.config = config;
        this.policies = policies;
        this.tickets = tickets;
        this.readiness = readiness;
        this.prompts = prompts;
    }

    /** Judges a complete reply of a turn. Plain text costs no query. */
    public Assessment assess(Subject subject, String reply) {
        Decoded decoded = ReplyDecoder.decode(reply, config.prose());
        return decoded instanceof Decoded.Envelope
                ? jdbi.withHandle(handle ->
                        judge(handle, subject, CustomerFacts.customerOf(handle, subject.conversation()), reply))
                : ActionChecks.assess(decoded, catalogue.current(), new Unasked());
    }

    /** The question that asks the model to say it again; empty when it was asked often enough. */
    public Optional<String> repair(Subject subject, Assessment assessment) {
        return assessment.decision() instanceof Decision.Repair mistake && subject.modelMayBeAsked()
                ? Optional.of(prompts.repair(mistake, catalogue.current()))
                : Optional.empty();
    }

    /** How often the model was asked for the same word of the customer before the results that are answered now. */
    public int modelCallsBefore(List<UUID> results) {
        return results.isEmpty()
                ? 0
                : jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT coalesce(max(model_calls), 0) FROM action WHERE result_message = ANY (:results)")
                        .bindArray("results", UUID.class, results)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Judges a complete reply of a turn. */
    Assessment judge(Handle handle, Subject subject, UUID customer, String reply) {
        var facts = new CustomerFacts(
                handle, tickets, policies, customer, subject.conversation().value(), subject.mode());
        return judge(facts, new Readiness.Turn(subject.isAfterResult(), subject.modelMayBeAsked()), reply);
    }

    /** Judges a text as if it were the first reply to something that somebody wrote. */
    Assessment simulate(ActionFacts facts, String reply) {
        return judge(facts, new Readiness.Turn(false, true), reply);
    }

    private Assessment judge(ActionFacts facts, Readiness.Turn turn, String reply) {
        return readiness.check(turn, ActionChecks.assess(reply, true, catalogue.current(), config.prose(), facts));
    }
}
