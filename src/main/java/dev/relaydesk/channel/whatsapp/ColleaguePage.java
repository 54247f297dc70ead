package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The played phone of a colleague, who is told by WhatsApp that a customer waits. */
@Path("/playground/colleague")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.AGENT)
@RunOnVirtualThread
class ColleaguePage {

    /** Longest text WhatsApp lets a person send. */
    private static final int LONGEST = 4096;

    record Phone(Visitor visitor, PhoneScreen screen, PhoneScreen.@Nullable Bubble quoted, boolean refused)
            implements TemplateInstance {}

    /** Only the messages, for a page that is already open. */
    record Messages(Visitor visitor, PhoneScreen screen) implements TemplateInstance {}

    private final ColleaguePhone phone;
    private final SecurityIdentity identity;

    ColleaguePage(ColleaguePhone phone, SecurityIdentity identity) {
        this.phone = phone;
        this.identity = identity;
    }

    /**
     * Shows the phone.
     *
     * @param quote the message that will be answered; empty for none
     */
    @GET
    public TemplateInstance show(
            @QueryParam("quote") @DefaultValue("") String quote,
            @QueryParam("refused") @DefaultValue("false") boolean refused) {
        PhoneScreen screen = phone.screen();
        return new Phone(Visitor.of(identity), screen, screen.find(quote).orElse(null), refused);
    }

    /** 204 when nothing has changed. */
    @GET
    @Path("messages")
    public Response messages(@QueryParam("version") @DefaultValue("") String version) {
        PhoneScreen screen = phone.screen();
        return version.equals(screen.version())
                ? Response.noContent().build()
                : Response.ok(new Messages(Visitor.of(identity), screen)).build();
    }

    @POST
    @Path("press")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response press(
            @FormParam("message") @DefaultValue("") String message,
            @FormParam("button") @DefaultValue("") String button) {
        return back(phone.press(message, button));
    }

    @POST
    @Path("write")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response write(
            @FormParam("text") @DefaultValue("") String text, @FormParam("quote") @DefaultValue("") String quote) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new Refusal(ProblemType.BAD_REQUEST, "A message has 1 to " + LONGEST + " characters");
        }
        return back(phone.write(text.strip(), quote));
    }

    private static Response back(boolean taken) {
        return Response.seeOther(URI.create("/playground/colleague" + (taken ? "" : "?refused=true")))
                .build();
    }
}
