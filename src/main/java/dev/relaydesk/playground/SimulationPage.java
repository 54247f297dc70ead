package dev.relaydesk.playground;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import dev.relaydesk.action.Assessment;
import dev.relaydesk.action.Simulation;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What would become of a text if the model said it. Nothing is done. */
@Path("/playground/simulation")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.AGENT)
@RunOnVirtualThread
class SimulationPage {

    private static final int LONGEST = 100_000;

    private static final String HANDOFF = """
            {"action": "handoff", "reason": "The customer asks for a human.", "metadata": {"department": "support", \
            "priority": "normal", "summary": "Parcel a week late, wants to talk to somebody."}}""";

    private static final String TICKET = """
            {"action": "create_ticket", "reason": "The parcel is lost.", "metadata": {"subject": "Parcel of order 4711 lost", \
            "description": "Shipped a week ago, has not arrived. Wants it sent again."}}""";

    record Form(
            Visitor visitor,
            String text,
            boolean mine,
            @Nullable Judged judged) implements TemplateInstance {}

    record Judged(Verdict verdict, List<CheckLine> checks) {

        static Judged of(Assessment assessment) {
            return new Judged(
                    Verdict.of(assessment),
                    assessment.checks().stream().map(CheckLine::of).toList());
        }
    }

    private final Simulation simulation;
    private final PlaygroundConversation conversations;
    private final SecurityIdentity identity;

    SimulationPage(Simulation simulation, PlaygroundConversation conversations, SecurityIdentity identity) {
        this.simulation = simulation;
        this.conversations = conversations;
        this.identity = identity;
    }

    @GET
    public TemplateInstance show() {
        return new Form(Visitor.of(identity), "", true, null);
    }

    /**
     * Judges what was typed, or a sample.
     *
     * @param mine whether the phone's customer is the one who would be answered
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public TemplateInstance judge(
            @FormParam("text") @DefaultValue("") String text,
            @FormParam("sample") @DefaultValue("") String sample,
            @FormParam("mine") @DefaultValue("false") boolean mine) {
        String said = switch (sample) {
            case "handoff" -> HANDOFF;
            case "ticket" -> TICKET;
            default -> text;
        };
        if (said.length() > LONGEST) {
            throw new Refusal(ProblemType.BAD_REQUEST, "A reply has at most " + LONGEST + " characters here");
        }
        UUID customer =
                mine ? conversations.customerOf(Tester.of(Actor.of(identity))).orElse(null) : null;
        return new Form(Visitor.of(identity), said, mine, Judged.of(simulation.judge(said, customer)));
    }
}
