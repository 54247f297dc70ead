package dev.relaydesk.handoff;

import dev.relaydesk.access.Actor;
import dev.relaydesk.access.Colleague;
import dev.relaydesk.access.Colleagues;
import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import dev.relaydesk.conversation.ConversationId;
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
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Where the notices' links lead: one conversation, for colleagues who are signed in. */
@Path("/conversations/{id}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ConversationPage {

    private static final int LONGEST = 20_000;

    /**
     * The page.
     *
     * @param mine whether the visitor has the conversation
     * @param draft what was typed and could not be sent
     */
    record Show(
            Visitor visitor,
            Desk.Sheet sheet,
            boolean mine,
            String draft,
            @Nullable String trouble) implements TemplateInstance {}

    /** Only what was said, for a page that is open. */
    record Lines(Desk.Sheet sheet) implements TemplateInstance {}

    private final Desk desk;
    private final Takeovers takeovers;
    private final Colleagues colleagues;
    private final SecurityIdentity identity;

    ConversationPage(Desk desk, Takeovers takeovers, Colleagues colleagues, SecurityIdentity identity) {
        this.desk = desk;
        this.takeovers = takeovers;
        this.colleagues = colleagues;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    public TemplateInstance show(@RestPath UUID id) {
        return show(id, "", null);
    }

    @GET
    @Path("lines")
    @RolesAllowed(Role.VIEWER)
    public TemplateInstance lines(@RestPath UUID id) {
        return new Lines(sheet(id));
    }

    @POST
    @Path("take")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.AGENT)
    public Response take(@RestPath UUID id) {
        return after(id, "", takeovers.take(new ConversationId(id), null, who(), "console"));
    }

    @POST
    @Path("reply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.AGENT)
    public Response reply(
            @RestPath UUID id,
            @FormParam("text") @DefaultValue("") String text,
            @FormParam("private") @Nullable String inside) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Response.status(400)
                    .entity(show(id, text, "Write between 1 and " + LONGEST + " characters."))
                    .build();
        }
        var conversation = new ConversationId(id);
        return after(
                id,
                text,
                inside == null
                        ? takeovers.reply(conversation, null, who(), text.strip(), "console")
                        : takeovers.note(conversation, who(), text.strip()));
    }

    @POST
    @Path("hand-back")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.AGENT)
    public Response handBack(@RestPath UUID id, @FormParam("note") @DefaultValue("") String note) {
        return after(id, "", takeovers.handBack(new ConversationId(id), null, who(), note.isBlank() ? null : note));
    }

    private Response after(UUID id, String draft, TakeoverResult result) {
        return switch (result) {
            case TakeoverResult.Done _ ->
                Response.seeOther(URI.create("/conversations/" + id)).build();
            case TakeoverResult.TakenBefore(String name, var _) ->
                trouble(id, draft, name + " has this conversation. Nothing was done.");
            case TakeoverResult.Refused(String _, String detail) -> trouble(id, draft, detail + ". Nothing was done.");
        };
    }

    private Response trouble(UUID id, String draft, String why) {
        return Response.status(409).entity(show(id, draft, why)).build();
    }

    private Show show(UUID id, String draft, @Nullable String trouble) {
        Desk.Sheet sheet = sheet(id);
        boolean mine = colleagues.of(Actor.of(identity)).filter(sheet::isWith).isPresent();
        return new Show(Visitor.of(identity), sheet, mine, draft, trouble);
    }

    private Desk.Sheet sheet(UUID id) {
        return desk.find(new ConversationId(id))
                .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "There is no such conversation"));
    }

    private Colleague who() {
        return colleagues
                .of(Actor.of(identity))
                .orElseThrow(() -> new Refusal(ProblemType.FORBIDDEN, "Nobody is signed in"));
    }
}
