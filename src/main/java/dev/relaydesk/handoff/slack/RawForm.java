package dev.relaydesk.handoff.slack;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps Slack's forms away from the reader of forms, which stands before every resource: it refuses a field above two
 * kilobytes, where Slack's begin, and fails over a broken escape before the signature was looked at.
 */
@Singleton
class RawForm {

    /** After the edge, before everything that looks at the body. */
    private static final int EARLY = 9_000;

    void register(@Observes Filters filters) {
        filters.register(RawForm::pass, EARLY);
    }

    private static void pass(RoutingContext context) {
        if ("/webhooks/slack/interactions".equals(context.request().path())) {
            context.request().headers().set("Content-Type", "application/octet-stream");
        }
        context.next();
    }
}
