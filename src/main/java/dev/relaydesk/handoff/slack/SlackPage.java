package dev.relaydesk.handoff.slack;

import dev.relaydesk.access.Role;
import dev.relaydesk.access.Visitor;
import dev.relaydesk.handoff.slack.simulator.SlackMessage;
import dev.relaydesk.handoff.slack.simulator.SlackSimulator;
import dev.relaydesk.handoff.slack.simulator.SlackUser;
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
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;

/** The simulated workspace: its channel, one thread, and hands to press and write with. */
@Path("/simulators/slack")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.AGENT)
@RunOnVirtualThread
class SlackPage {

    private static final int LONGEST = 4_000;

    record Channel(Visitor visitor, List<SlackUser> people, SlackUser who, Board board, String trouble)
            implements TemplateInstance {}

    /** Only the messages, for a page that is already open. */
    record Messages(Visitor visitor, SlackUser who, Board board) implements TemplateInstance {}

    /**
     * What is to be seen.
     *
     * @param thread the key of the thread that is open; empty when there is none
     */
    record Board(String thread, long version, List<SlackView.Shown> channel, List<SlackView.Shown> replies) {}

    private final SlackApp app;
    private final SecurityIdentity identity;

    SlackPage(SlackApp app, SecurityIdentity identity) {
        this.app = app;
        this.identity = identity;
    }

    @GET
    public TemplateInstance show(
            @QueryParam("who") @DefaultValue("") String who,
            @QueryParam("thread") @DefaultValue("") String thread,
            @QueryParam("trouble") @DefaultValue("") String trouble) {
        SlackSimulator slack = slack();
        SlackUser user = user(slack, who);
        String said = trouble.matches("[0-9]{1,3}") ? "Relaydesk did not take it: " + trouble : "";
        return new Channel(Visitor.of(identity), slack.people(), user, board(slack, user, thread), said);
    }

    /** 204 when nothing has changed. */
    @GET
    @Path("messages")
    public Response messages(
            @QueryParam("who") @DefaultValue("") String who,
            @QueryParam("thread") @DefaultValue("") String thread,
            @QueryParam("version") @DefaultValue("") String version) {
        SlackSimulator slack = slack();
        if (version.equals(String.valueOf(slack.version()))) {
            return Response.noContent().build();
        }
        SlackUser user = user(slack, who);
        return Response.ok(new Messages(Visitor.of(identity), user, board(slack, user, thread)))
                .build();
    }

    @POST
    @Path("press")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response press(
            @FormParam("who") @DefaultValue("") String who,
            @FormParam("thread") @DefaultValue("") String thread,
            @FormParam("ts") @DefaultValue("") String ts,
            @FormParam("action") @DefaultValue("") String action) {
        SlackSimulator slack = slack();
        return back(who, thread, slack.press(user(slack, who), ts, action));
    }

    @POST
    @Path("reply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response reply(
            @FormParam("who") @DefaultValue("") String who,
            @FormParam("thread") @DefaultValue("") String thread,
            @FormParam("text") @DefaultValue("") String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new Refusal(ProblemType.BAD_REQUEST, "A message has 1 to " + LONGEST + " characters");
        }
        SlackSimulator slack = slack();
        return back(who, thread, slack.reply(user(slack, who), thread, text));
    }

    private static Response back(String who, String thread, int status) {
        var page =
                UriBuilder.fromPath("/simulators/slack").queryParam("who", who).queryParam("thread", thread);
        return Response.seeOther((status == 200 ? page : page.queryParam("trouble", status)).build())
                .build();
    }

    private SlackSimulator slack() {
        return app.simulator().orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND, "Slack is not played here"));
    }

    private static SlackUser user(SlackSimulator slack, String id) {
        List<SlackUser> people = slack.people();
        return people.stream().filter(user -> user.id().equals(id)).findFirst().orElse(people.getFirst());
    }

    private static Board board(SlackSimulator slack, SlackUser who, String wanted) {
        long version = slack.version();
        List<SlackMessage> seen = slack.messages().stream()
                .filter(message ->
                        message.onlyFor() == null || message.onlyFor().equals(who.id()))
                .toList();
        String thread = seen.stream()
                .filter(message -> message.thread() == null && message.onlyFor() == null)
                .map(SlackMessage::ts)
                .reduce("", (latest, ts) -> latest.equals(wanted) && !latest.isEmpty() ? latest : ts);
        var view = new SlackView(slack.people());
        return new Board(
                thread,
                version,
                seen.stream()
                        .filter(message -> message.thread() == null
                                || message.content().path("reply_broadcast").asBoolean())
                        .map(message -> view.shown(
                                message,
                                replies(seen, message.ts()),
                                message.ts().equals(thread)))
                        .toList(),
                seen.stream()
                        .filter(message -> thread.equals(message.thread()))
                        .map(message -> view.shown(message, 0, false))
                        .toList());
    }

    private static long replies(List<SlackMessage> messages, String ts) {
        return messages.stream().filter(message -> ts.equals(message.thread())).count();
    }
}
