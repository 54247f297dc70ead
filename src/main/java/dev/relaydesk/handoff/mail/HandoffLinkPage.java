package dev.relaydesk.handoff.mail;

import dev.relaydesk.access.Visitor;
import dev.relaydesk.handoff.TakeoverResult;
import dev.relaydesk.handoff.Takeovers;
import dev.relaydesk.handoff.mail.MailLinks.Link;
import dev.relaydesk.handoff.mail.MailedHandoffs.Mailed;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Behind the link of a mail. Looking changes nothing, because mail filters look first; the button takes over once, and from then
 * on this browser alone has the conversation here.
 */
@Path("/handoff/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
class HandoffLinkPage {

    private static final int LONGEST_REPLY = 4096;
    private static final String VIA = "mail";

    /** Somebody waits, or somebody else was quicker. */
    record Waiting(Visitor visitor, String token, Mailed mailed) implements TemplateInstance {}

    /** The conversation, for the one who has it. */
    record Mine(
            Visitor visitor,
            String token,
            Mailed mailed,
            String draft,
            @Nullable String trouble) implements TemplateInstance {}

    /** Only what was said, for a page that is already open. */
    record Lines(Mailed mailed) implements TemplateInstance {}

    /** There is nothing to do here any more. */
    record Gone(Visitor visitor, String reason) implements TemplateInstance {}

    private final MailLinks links;
    private final MailedHandoffs handoffs;
    private final Takeovers takeovers;
    private final LinkCookie cookies;
    private final SecurityIdentity identity;

    HandoffLinkPage(
            MailLinks links,
            MailedHandoffs handoffs,
            Takeovers takeovers,
            LinkCookie cookies,
            SecurityIdentity identity) {
        this.links = links;
        this.handoffs = handoffs;
        this.takeovers = takeovers;
        this.cookies = cookies;
        this.identity = identity;
    }

    @GET
    public Response show(@PathParam("token") String token, @CookieParam(LinkCookie.NAME) @Nullable String cookie) {
        Link link = links.find(token).orElse(null);
        Mailed mailed = mailed(link);
        if (link == null || mailed == null) {
            return gone(404, "This link is not valid.");
        }
        if (link.isHeldBy(cookie)) {
            return mailed.mine() ? page(200, mine(token, mailed, "", null)) : notMine(token, mailed);
        }
        if (link.used()) {
            return gone(410, "This link was used already: it takes over once.");
        }
        return link.expired() ? gone(410, "This link has expired.") : page(200, new Waiting(visitor(), token, mailed));
    }

    @GET
    @Path("lines")
    public Response lines(@PathParam("token") String token, @CookieParam(LinkCookie.NAME) @Nullable String cookie) {
        return held(token, cookie)
                .map(mailed -> page(200, new Lines(mailed)))
                // htmx then loads the whole page, which tells why.
                .orElseGet(
                        () -> Response.noContent().header("HX-Refresh", "true").build());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response take(@PathParam("token") String token, @CookieParam(LinkCookie.NAME) @Nullable String cookie) {
        Link link = links.find(token).orElse(null);
        Mailed mailed = mailed(link);
        if (link == null || mailed == null || link.used() || link.expired()) {
            return show(token, cookie);
        }
        if (mailed.isEnded()) {
            return page(409, new Waiting(visitor(), token, mailed));
        }
        return links.use(token).map(fresh -> taken(token, mailed, fresh)).orElseGet(() -> show(token, cookie));
    }

    private Response taken(String token, Mailed mailed, String fresh) {
        boolean done = false;
        try {
            done = takeovers.take(mailed.card().conversation(), mailed.epoch(), mailed.who(), VIA)
                    instanceof TakeoverResult.Done;
        } finally {
            if (!done) {
                links.giveBack(token);
            }
        }
        return done
                ? Response.seeOther(URI.create("/handoff/" + token))
                        .cookie(cookies.holding(token, fresh))
                        .build()
                : page(
                        409,
                        new Waiting(visitor(), token, mailed(links.find(token).orElse(null), mailed)));
    }

    @POST
    @Path("reply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response reply(
            @PathParam("token") String token,
            @CookieParam(LinkCookie.NAME) @Nullable String cookie,
            @FormParam("text") @DefaultValue("") String text) {
        Mailed mailed = held(token, cookie).orElse(null);
        if (mailed == null) {
            return show(token, cookie);
        }
        if (text.isBlank() || text.length() > LONGEST_REPLY) {
            return page(400, mine(token, mailed, text, "Write between 1 and " + LONGEST_REPLY + " characters."));
        }
        return after(
                token,
                mailed,
                text,
                takeovers.reply(mailed.card().conversation(), mailed.epoch(), mailed.who(), text.strip(), VIA));
    }

    @POST
    @Path("hand-back")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response handBack(
            @PathParam("token") String token,
            @CookieParam(LinkCookie.NAME) @Nullable String cookie,
            @FormParam("note") @DefaultValue("") String note) {
        Mailed mailed = held(token, cookie).orElse(null);
        if (mailed == null) {
            return show(token, cookie);
        }
        if (note.length() > LONGEST_REPLY) {
            return page(400, mine(token, mailed, "", "A note has at most " + LONGEST_REPLY + " characters."));
        }
        return after(
                token,
                mailed,
                "",
                takeovers.handBack(
                        mailed.card().conversation(),
                        mailed.epoch(),
                        mailed.who(),
                        note.isBlank() ? null : note.strip()));
    }

    private Response after(String token, Mailed mailed, String draft, TakeoverResult result) {
        return switch (result) {
            case TakeoverResult.Done _ ->
                Response.seeOther(URI.create("/handoff/" + token)).build();
            case TakeoverResult.TakenBefore(String name, var _) ->
                page(409, mine(token, mailed, draft, name + " has this conversation now. Nothing was done."));
            case TakeoverResult.Refused(String _, String detail) ->
                page(409, mine(token, mailed, draft, detail + ". Nothing was done."));
        };
    }

    /** What this browser has taken over by this link and still has. */
    private Optional<Mailed> held(String token, @Nullable String cookie) {
        return links.find(token)
                .filter(link -> link.isHeldBy(cookie))
                .flatMap(link -> handoffs.find(link.handoff(), link.staff()))
                .filter(Mailed::mine);
    }

    private @Nullable Mailed mailed(@Nullable Link link) {
        return link == null ? null : handoffs.find(link.handoff(), link.staff()).orElse(null);
    }

    private Mailed mailed(@Nullable Link link, Mailed before) {
        Mailed now = mailed(link);
        return now == null ? before : now;
    }

    private Response notMine(String token, Mailed mailed) {
        String reason =
                mailed.isEnded() ? "This handoff is over. Thank you." : "This conversation is no longer with you.";
        return Response.status(410)
                .entity(new Gone(visitor(), reason))
                .cookie(cookies.gone(token))
                .build();
    }

    private Mine mine(String token, Mailed mailed, String draft, @Nullable String trouble) {
        return new Mine(visitor(), token, mailed, draft, trouble);
    }

    private Response gone(int status, String reason) {
        return page(status, new Gone(visitor(), reason));
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page).build();
    }
}
