package dev.relaydesk.channel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.relaydesk.conversation.Placed;
import dev.relaydesk.platform.problem.Problem;
import dev.relaydesk.platform.problem.Refusal;
import dev.relaydesk.turn.LiveTurns;
import dev.relaydesk.turn.Trail;
import dev.relaydesk.turn.TurnEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The same as {@link MessageResource}, with the answer told while it is written: `token` and `action`, then `done` or `error`. */
@Path("/api/message")
class MessageStreamResource {

    private static final Logger LOG = Logger.getLogger(MessageStreamResource.class);

    private final ApiConversation conversation;
    private final ReplyWait replies;
    private final LiveTurns live;
    private final ObjectMapper json;

    MessageStreamResource(ApiConversation conversation, ReplyWait replies, LiveTurns live, ObjectMapper json) {
        this.conversation = conversation;
        this.replies = replies;
        this.live = live;
        this.json = json;
    }

    /** A bad request is refused before the stream begins; what goes wrong later is its last event. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5") // JSON for a caller who accepts anything
    @RolesAllowed("agent")
    public Multi<OutboundSseEvent> say(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable MessageRequest request, @Context Sse sse) {
        var message = MessageRequest.validated(request, key);
        return Multi.createFrom()
                .emitter(emitter -> Thread.ofVirtual().name("api-stream").start(() -> answer(message, sse, emitter)));
    }

    private void answer(MessageRequest.Valid message, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        BlockingQueue<TurnEvent> events = new LinkedBlockingQueue<>();
        try (var watch = new WatchOnce(live, events)) {
            Placed placed = conversation.accept(message, true, watch::begin);
            MessageResponse answer = replies.await(placed, events, telling(sse, emitter));
            emitter.emit(event(sse, "done", answer));
        } catch (Refusal refusal) {
            emitter.emit(event(sse, "error", Problem.of(refusal)));
        } catch (RuntimeException e) {
            LOG.error("A streamed answer broke off", e);
            emitter.emit(event(sse, "error", Problem.internal()));
        }
        emitter.complete();
    }

    private ReplyListener telling(Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        return new ReplyListener() {
            @Override
            public void said(String delta) {
                emitter.emit(event(sse, "token", Map.of("text", delta)));
            }

            @Override
            public void asked(Trail.Asked action) {
                emitter.emit(event(sse, "action", ActionEvent.of(action)));
            }
        };
    }

    private OutboundSseEvent event(Sse sse, String name, Object data) {
        try {
            return sse.newEventBuilder()
                    .name(name)
                    .data(json.writeValueAsString(data))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
