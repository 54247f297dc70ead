package dev.relaydesk.playground;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import dev.relaydesk.conversation.ConversationId;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A phone, and beside it a looking-glass on the turn behind each answer. */
@Path("/playground")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.AGENT)
@RunOnVirtualThread
class PlaygroundPage {

    record Screen(Visitor visitor, Setting setting, String messageId, Transcript.Screen screen, Glass glass)
            implements TemplateInstance {}

    /** Only what the phone shows, for a page that is already open. */
    record Chat(Transcript.Screen screen) implements TemplateInstance {}

    /** Only the looking-glass. */
    record Turn(Glass glass) implements TemplateInstance {}

    record Glass(List<LookingGlass.Choice> choices, LookingGlass.@Nullable Turn turn) {}

    private final PlaygroundConversation conversations;
    private final Transcript transcript;
    private final LookingGlass lookingGlass;
    private final Settings settings;
    private final SecurityIdentity identity;

    PlaygroundPage(
            PlaygroundConversation conversations,
            Transcript transcript,
            LookingGlass lookingGlass,
            Settings settings,
            SecurityIdentity identity) {
        this.conversations = conversations;
        this.transcript = transcript;
        this.lookingGlass = lookingGlass;
        this.settings = settings;
        this.identity = identity;
    }

    @GET
    public TemplateInstance show(@QueryParam("turn") @Nullable String turn) {
        Optional<ConversationId> conversation = conversation();
        return new Screen(
                Visitor.of(identity),
                settings.of(conversation),
                UUID.randomUUID().toString(),
                screen(conversation),
                glass(conversation, turn));
    }

    @GET
    @Path("chat")
    public TemplateInstance chat() {
        return new Chat(screen(conversation()));
    }

    @GET
    @Path("turn")
    public TemplateInstance turn(@QueryParam("turn") @Nullable String turn) {
        return new Turn(glass(conversation(), turn));
    }

    private Optional<ConversationId> conversation() {
        return conversations.of(Tester.of(Actor.of(identity)));
    }

    private Transcript.Screen screen(Optional<ConversationId> conversation) {
        return conversation.map(transcript::of).orElse(Transcript.Screen.BLANK);
    }

    private Glass glass(Optional<ConversationId> conversation, @Nullable String wanted) {
        List<LookingGlass.Choice> choices =
                conversation.map(id -> lookingGlass.choices(id, asId(wanted))).orElse(List.of());
        LookingGlass.Turn turn = choices.stream()
                .filter(LookingGlass.Choice::chosen)
                .findFirst()
                .flatMap(choice -> lookingGlass.turn(conversation.orElseThrow(), choice.id()))
                .orElse(null);
        return new Glass(choices, turn);
    }

    private static @Nullable UUID asId(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
