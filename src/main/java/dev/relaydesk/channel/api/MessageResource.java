package dev.relaydesk.channel.api;

import dev.relaydesk.conversation.Placed;
import dev.relaydesk.turn.LiveTurns;
import dev.relaydesk.turn.TurnEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A customer who is a program: says something and waits for the answer. */
@Path("/api/message")
class MessageResource {

    private final ApiConversation conversation;
    private final ReplyWait replies;
    private final LiveTurns live;

    MessageResource(ApiConversation conversation, ReplyWait replies, LiveTurns live) {
        this.conversation = conversation;
        this.replies = replies;
        this.live = live;
    }

    /** 200 with the answer; 202 without one while a human has the conversation. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("agent")
    @RunOnVirtualThread
    public Response say(@HeaderParam("Idempotency-Key") @Nullable String key, @Nullable MessageRequest request) {
        var message = MessageRequest.validated(request, key);
        BlockingQueue<TurnEvent> events = new LinkedBlockingQueue<>();
        try (var watch = new WatchOnce(live, events)) {
            Placed placed = conversation.accept(message, false, watch::begin);
            MessageResponse answer = replies.await(placed, events, ReplyListener.NOBODY);
            return Response.status(answer.reply() == null ? 202 : 200)
                    .entity(answer)
                    .build();
        }
    }
}
