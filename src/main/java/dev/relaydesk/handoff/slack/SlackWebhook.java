package dev.relaydesk.handoff.slack;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where Slack tells what staff pressed and wrote. A 200 means: committed, or none of our business. */
@Path("/webhooks/slack")
@PermitAll
@RunOnVirtualThread
class SlackWebhook {

    /** Slack's bodies have a few kilobytes. */
    private static final int LONGEST = 512 * 1024;

    private final SlackApp app;
    private final SlackIntake intake;
    private final SlackAside aside;
    private final Clock clock;

    SlackWebhook(SlackApp app, SlackIntake intake, SlackAside aside, Clock clock) {
        this.app = app;
        this.intake = intake;
        this.aside = aside;
        this.clock = clock;
    }

    @POST
    @Path("interactions")
    public Response interaction(@Context HttpHeaders headers, byte @Nullable [] sent) {
        return admitted(headers, sent, (account, body) -> handle(account, SlackInbound.interaction(body, account)));
    }

    @POST
    @Path("events")
    public Response event(@Context HttpHeaders headers, byte @Nullable [] sent) {
        return admitted(headers, sent, (account, body) -> handle(account, SlackInbound.event(body, account)));
    }

    @FunctionalInterface
    private interface Reading {
        Response of(SlackAccount account, byte[] body);
    }

    /** Bytes first, then time and signature, and only then a look inside: nothing unsigned is ever parsed. */
    private Response admitted(HttpHeaders headers, byte @Nullable [] sent, Reading reading) {
        byte[] body = sent == null ? new byte[0] : sent;
        if (body.length > LONGEST) {
            return empty(413);
        }
        String timestamp = only(headers.getRequestHeader("X-Slack-Request-Timestamp"));
        String signature = only(headers.getRequestHeader("X-Slack-Signature"));
        if (!SlackSignature.isFresh(timestamp, clock.instant())) {
            return empty(401);
        }
        return app.account()
                .filter(account -> account.signed(body, timestamp, signature))
                .map(account -> reading.of(account, body))
                .orElseGet(() -> empty(401));
    }

    private Response handle(SlackAccount account, SlackInbound inbound) {
        return switch (inbound) {
            case SlackInbound.Nothing _ -> empty(200);
            case SlackInbound.Challenge(var answer) ->
                Response.ok(answer, MediaType.TEXT_PLAIN_TYPE).build();
            case SlackInbound.Press(var event) -> answer(intake.press(event));
            case SlackInbound.Text written -> {
                SlackIntake.Outcome outcome = intake.text(written);
                switch (outcome) {
                    case ONLY_FILES -> aside.filesStayed(account, written);
                    case DONE, UNAVAILABLE -> {
                        // Nothing to tell.
                    }
                }
                yield answer(outcome);
            }
        };
    }

    private static Response answer(SlackIntake.Outcome outcome) {
        return empty(outcome == SlackIntake.Outcome.UNAVAILABLE ? 503 : 200);
    }

    private static String only(@Nullable List<String> values) {
        return values != null && values.size() == 1 ? values.getFirst() : "";
    }

    private static Response empty(int status) {
        return Response.status(status).build();
    }
}
