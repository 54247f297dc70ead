package dev.relaydesk.handoff.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Small signs for what was not passed on. They come after Slack has been answered, and may be lost. */
@ApplicationScoped
class SlackAside {

    private static final Logger LOG = Logger.getLogger(SlackAside.class);

    private final SlackClient client;

    SlackAside(SlackClient client) {
        this.client = client;
    }

    /** A lock on a message that stays among staff. */
    void stayedInside(SlackAccount account, SlackInbound.Text written) {
        later(() -> client.post(
                account,
                "reactions.add",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("channel", written.channel())
                        .put("timestamp", written.ts())
                        .put("name", "lock")));
    }

    void filesStayed(SlackAccount account, SlackInbound.Text written) {
        later(() -> client.post(
                account,
                "chat.postEphemeral",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("channel", written.channel())
                        .put("user", written.user())
                        .put("thread_ts", written.thread())
                        .put("text", "Files are not passed on to the customer, only text is.")));
    }

    private interface Call {
        SlackAnswer make();
    }

    private static void later(Call call) {
        Thread.ofVirtual().name("slack-aside").start(() -> {
            SlackAnswer answer = call.make();
            if (!answer.isOk() && !answer.error().equals("already_reacted")) {
                LOG.infof("A sign in Slack was not taken: %s", answer.error());
            }
        });
    }
}
