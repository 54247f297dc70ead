package dev.relaydesk.handoff.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** A word about files, which are not passed on. It comes after Slack has been answered, and may be lost. */
@ApplicationScoped
class SlackAside {

    private static final Logger LOG = Logger.getLogger(SlackAside.class);

    private final SlackClient client;

    SlackAside(SlackClient client) {
        this.client = client;
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
            if (!answer.isOk()) {
                LOG.infof("A sign in Slack was not taken: %s", answer.error());
            }
        });
    }
}
