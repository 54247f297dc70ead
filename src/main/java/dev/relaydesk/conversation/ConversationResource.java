package dev.relaydesk.conversation;

import dev.relaydesk.platform.page.Limit;
import dev.relaydesk.platform.page.Page;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Conversations and what was said in them. */
@Path("/api/v1/conversations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ConversationResource {

    private final Conversations conversations;
    private final Threads threads;

    ConversationResource(Conversations conversations, Threads threads) {
        this.conversations = conversations;
        this.threads = threads;
    }

    /** The latest first. */
    @GET
    @RolesAllowed("viewer")
    public Page<ConversationView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("channel") @Nullable String channel) {
        int most = Limit.of(limit);
        var rows = conversations.list(Limit.cursor(cursor), mode, channel, most + 1);
        return Page.of(rows, most, row -> row.conversationId().toString());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("viewer")
    public ConversationView one(@RestPath UUID id) {
        return conversations.find(id).orElseThrow(() -> unknown(id));
    }

    /** The oldest first. */
    @GET
    @Path("/{id}/messages")
    @RolesAllowed("viewer")
    public Page<MessageView> messages(
            @RestPath UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        one(id);
        int most = Limit.of(limit);
        return Page.of(
                conversations.messages(id, Limit.cursor(cursor), most + 1),
                most,
                row -> row.messageId().toString());
    }

    /** Begins a new Space thread: the model forgets what was said before. */
    @POST
    @Path("/{id}/reset")
    @RolesAllowed("agent")
    public ConversationView reset(@RestPath UUID id) {
        one(id);
        if (!threads.reset(new ConversationId(id))) {
            throw new Refusal(ProblemType.CONFLICT, "The conversation is closed");
        }
        return one(id);
    }

    private static Refusal unknown(UUID id) {
        return new Refusal(ProblemType.NOT_FOUND, "There is no conversation " + id);
    }
}
