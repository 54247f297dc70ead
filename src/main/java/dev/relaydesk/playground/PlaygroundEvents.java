package dev.relaydesk.playground;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.turn.LiveTurns;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.jspecify.annotations.Nullable;

/** News for an open playground: text as it is written, and a word whenever the rows have changed. */
@Path("/playground/events")
@Singleton
class PlaygroundEvents {

    private final PlaygroundConversation conversations;
    private final LiveTurns turns;
    private final SecurityIdentity identity;
    private volatile boolean stopping;

    PlaygroundEvents(PlaygroundConversation conversations, LiveTurns turns, SecurityIdentity identity) {
        this.conversations = conversations;
        this.turns = turns;
        this.identity = identity;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.AGENT)
    @RunOnVirtualThread
    public void listen(
            @Context SseEventSink sink,
            @Context Sse sse,
            @HeaderParam("Last-Event-ID") @Nullable String lastSeen,
            RoutingContext context)
            throws InterruptedException {
        // Proxies hold small answers back unless they are told.
        context.response().putHeader("X-Accel-Buffering", "no");
        Tester tester = Tester.of(Actor.of(identity));
        try (sink;
                var stream = new EventStream(sink, sse, lastSeen)) {
            while (!stopping && stream.isOpen()) {
                conversations.of(tester).ifPresent(id -> {
                    stream.watch(id, turns);
                    stream.rowsAre(conversations.fingerprint(id));
                });
                stream.rest();
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }
}
