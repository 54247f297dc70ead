package dev.relaydesk.playground;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Audit;
import dev.relaydesk.access.Role;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done on the playground: write, and begin a new thread. */
@Path("/playground")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed(Role.AGENT)
@RunOnVirtualThread
class PlaygroundActions {

    /** Intake makes the conversation within milliseconds; a turn starts after the quiet window at the earliest. */
    private static final Duration UNTIL_TAKEN_IN = Duration.ofSeconds(1);

    private final Phone phone;
    private final Offers offers;
    private final PlaygroundConversation conversations;
    private final Audit audit;
    private final SecurityIdentity identity;

    PlaygroundActions(
            Phone phone, Offers offers, PlaygroundConversation conversations, Audit audit, SecurityIdentity identity) {
        this.phone = phone;
        this.offers = offers;
        this.conversations = conversations;
        this.audit = audit;
        this.identity = identity;
    }

    /**
     * Sends what was typed, or a sample, or presses a button under an answer.
     *
     * @param choice the button, as {@link Offers#name} names it; empty when none was pressed
     * @param messageId made with the page, so that sending the form twice is one message
     */
    @POST
    @Path("messages")
    public Response send(
            @FormParam("text") @DefaultValue("") String text,
            @FormParam("sample") @DefaultValue("") String sample,
            @FormParam("choice") @DefaultValue("") String choice,
            @FormParam("message_id") @DefaultValue("") String messageId,
            @FormParam("streaming") @DefaultValue("false") boolean streaming,
            @HeaderParam("HX-Request") @Nullable String htmx,
            RoutingContext context)
            throws InterruptedException {
        String said = (sample.isBlank() ? text : sample).strip();
        boolean nothingSaid = said.isEmpty() || said.length() > Phone.LONGEST;
        if ((choice.isEmpty() && nothingSaid) || !messageId.matches("[0-9a-f-]{36}")) {
            throw new Refusal(ProblemType.BAD_REQUEST, "A message has 1 to " + Phone.LONGEST + " characters");
        }
        Actor actor = Actor.of(identity);
        Tester tester = Tester.of(actor);
        Optional<ConversationId> known = conversations.of(tester);
        known.ifPresent(id -> conversations.setStreaming(id, streaming));
        int port = context.request().localAddress().port();
        if (choice.isEmpty()) {
            phone.send(tester, messageId, said, port);
        } else {
            phone.press(tester, messageId, offered(known, choice), port);
        }
        if (known.isEmpty()) {
            awaitConversation(tester).ifPresent(id -> conversations.setStreaming(id, streaming));
        }
        audit.record(actor, "playground_message_sent", "message:" + messageId, Map.of());
        return htmx == null
                ? back()
                : Response.noContent()
                        .header("X-Next-Message-Id", UUID.randomUUID())
                        .build();
    }

    @POST
    @Path("reset")
    public Response reset() {
        Actor actor = Actor.of(identity);
        conversations.of(Tester.of(actor)).ifPresent(id -> {
            conversations.beginAnew(id, actor);
            audit.record(actor, "playground_thread_reset", "conversation:" + id, Map.of());
        });
        return back();
    }

    private Offers.Offer offered(Optional<ConversationId> conversation, String choice) {
        return conversation
                .flatMap(id -> offers.find(id, choice))
                .orElseThrow(() -> new Refusal(ProblemType.BAD_REQUEST, "This button was not offered"));
    }

    private Optional<ConversationId> awaitConversation(Tester tester) throws InterruptedException {
        long deadline = System.nanoTime() + UNTIL_TAKEN_IN.toNanos();
        Optional<ConversationId> found = conversations.of(tester);
        while (found.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(25));
            found = conversations.of(tester);
        }
        return found;
    }

    private static Response back() {
        return Response.seeOther(URI.create("/playground")).build();
    }
}
