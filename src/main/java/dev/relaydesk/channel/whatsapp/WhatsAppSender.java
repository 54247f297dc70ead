package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.delivery.ChannelSender;
import dev.relaydesk.delivery.Choice;
import dev.relaydesk.delivery.OutboundMessage;
import dev.relaydesk.delivery.SendPace;
import dev.relaydesk.delivery.SendResult;
import dev.relaydesk.delivery.Speech;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Sends through the Cloud API: an answer is one message, with buttons if it offers choices; read mark and typing are no messages. */
@ApplicationScoped
class WhatsAppSender implements ChannelSender {

    private static final Logger LOG = Logger.getLogger(WhatsAppSender.class);

    /** Read marks are a courtesy: when Meta is slow they are dropped rather than queued. */
    private static final int MOST_READ_MARKS = 64;

    private final WhatsAppConfig config;
    private final WhatsAppAccounts accounts;
    private final GraphClient graph;
    private final WhatsAppText text;
    private final Semaphore readMarks = new Semaphore(MOST_READ_MARKS);

    WhatsAppSender(WhatsAppConfig config, WhatsAppAccounts accounts) {
        this.config = config;
        this.accounts = accounts;
        this.graph = new GraphClient(config.connectTimeout(), config.sendTimeout());
        this.text = new WhatsAppText(config.citations());
    }

    @PreDestroy
    void close() {
        graph.close();
    }

    @Override
    public String channel() {
        return WhatsAppTranslator.CHANNEL;
    }

    @Override
    public List<String> render(Speech speech) {
        return text.render(speech);
    }

    @Override
    public Duration customerServiceWindow() {
        return config.customerServiceWindow().minus(config.windowMargin());
    }

    @Override
    public SendPace pairPace() {
        return config.pairInterval().isZero()
                ? SendPace.UNLIMITED
                : new SendPace(config.pairInterval(), config.pairBurst());
    }

    @Override
    public SendPace accountPace(String account) {
        int perSecond = config.numberPerSecond();
        return perSecond == 0
                ? SendPace.UNLIMITED
                : new SendPace(Duration.ofSeconds(1).dividedBy(perSecond), Math.max(1, perSecond / 10));
    }

    @Override
    public SendResult send(OutboundMessage message) {
        Optional<WhatsAppAccount> account = accounts.find(message.account());
        if (account.isEmpty()) {
            return new SendResult.AccountStopped(
                    Duration.ofMinutes(10), "not-configured", "this WhatsApp number is not configured here");
        }
        if (!message.address().matches("(phone|user|parent):.+")) {
            return new SendResult.Rejected("bad-address", "neither a phone number nor a WhatsApp user id");
        }
        return graph.send(account.get(), body(message), message.attempt());
    }

    /** A person is addressed by number in one field, by user id in another. */
    static ObjectNode body(OutboundMessage message) {
        String person = message.address().substring(message.address().indexOf(':') + 1);
        ObjectNode body = base().put("recipient_type", "individual")
                .put(message.address().startsWith("phone:") ? "to" : "recipient", person)
                .put("type", message.choices().isEmpty() ? "text" : "interactive")
                .put("biz_opaque_callback_data", message.correlationId());
        if (message.replyTo() != null) {
            body.putObject("context").put("message_id", message.replyTo());
        }
        if (message.choices().isEmpty()) {
            body.putObject("text").put("body", message.text()).put("preview_url", false);
        } else {
            body.set("interactive", withButtons(message));
        }
        return body;
    }

    private static ObjectNode withButtons(OutboundMessage message) {
        ObjectNode interactive = JsonNodeFactory.instance.objectNode().put("type", "button");
        interactive.putObject("body").put("text", message.text());
        ArrayNode buttons = interactive.putObject("action").putArray("buttons");
        for (Choice choice : message.choices()) {
            buttons.addObject()
                    .put("type", "reply")
                    .putObject("reply")
                    .put("id", choice.id())
                    .put("title", choice.title());
        }
        return interactive;
    }

    @Override
    public void acknowledge(String account, String address, String providerMessageId) {
        Optional<WhatsAppAccount> known = accounts.find(account);
        if (known.isEmpty() || !readMarks.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("whatsapp-read-mark").start(() -> {
            try {
                SendResult result = graph.send(known.get(), readMark(providerMessageId), 1);
                LOG.debugf("Read mark: %s", result.getClass().getSimpleName());
            } finally {
                readMarks.release();
            }
        });
    }

    private ObjectNode readMark(String providerMessageId) {
        ObjectNode body = base().put("status", "read").put("message_id", providerMessageId);
        if (config.typing()) {
            body.putObject("typing_indicator").put("type", "text");
        }
        return body;
    }

    private static ObjectNode base() {
        return JsonNodeFactory.instance.objectNode().put("messaging_product", WhatsAppTranslator.CHANNEL);
    }
}
