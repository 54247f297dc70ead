package dev.relaydesk.handoff;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.access.Role;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Colleagues speak, and stop speaking. The loser of a race hears who won and when, as a conflict. */
@Path("/api/v1/conversations/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.AGENT)
class TakeoverResource {

    private final Takeovers takeovers;
    private final Colleagues colleagues;
    private final SecurityIdentity identity;

    TakeoverResource(Takeovers takeovers, Colleagues colleagues, SecurityIdentity identity) {
        this.takeovers = takeovers;
        this.colleagues = colleagues;
        this.identity = identity;
    }

    /** Answers when the bot is silent. */
    @POST
    @Path("/takeover")
    public Moved takeover(@RestPath UUID id, @Nullable Move move) {
        return moved(
                id, takeovers.take(new ConversationId(id), Move.orEmpty(move).epoch(), who(), "api"));
    }

    @POST
    @Path("/handback")
    public Moved handBack(@RestPath UUID id, @Nullable Move move) {
        Move asked = Move.orEmpty(move);
        return moved(id, takeovers.handBack(new ConversationId(id), asked.epoch(), who(), asked.note()));
    }

    /** Sends at most once; in a conversation that nobody else has it is a takeover. */
    @POST
    @Path("/reply")
    public Moved reply(@RestPath UUID id, @Nullable Move move) {
        Move asked = Move.orEmpty(move);
        return moved(id, takeovers.reply(new ConversationId(id), asked.epoch(), who(), asked.words(), "api"));
    }

    /** Never reaches the customer. */
    @POST
    @Path("/note")
    public Moved note(@RestPath UUID id, @Nullable Move move) {
        return moved(
                id,
                takeovers.note(new ConversationId(id), who(), Move.orEmpty(move).words()));
    }

    @POST
    @Path("/close")
    public Moved close(@RestPath UUID id, @Nullable Move move) {
        return moved(
                id, takeovers.close(new ConversationId(id), Move.orEmpty(move).epoch(), who()));
    }

    private static Moved moved(UUID id, TakeoverResult result) {
        return switch (result) {
            case TakeoverResult.Done(long epoch, boolean unresolved) -> new Moved(id, epoch, unresolved);
            case TakeoverResult.TakenBefore(String name, var at) ->
                throw new Refusal(ProblemType.CONFLICT, "%s has had this conversation since %s".formatted(name, at));
            case TakeoverResult.Refused(String code, String detail) ->
                throw new Refusal(code.equals("unknown") ? ProblemType.NOT_FOUND : ProblemType.CONFLICT, detail);
        };
    }

    private Colleague who() {
        return colleagues
                .of(Actor.of(identity))
                .orElseThrow(() -> new Refusal(
                        ProblemType.FORBIDDEN, "The token acts as the first administrator, and there is none yet"));
    }
}
