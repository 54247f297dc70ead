package dev.relaydesk.channel.api;

import dev.relaydesk.delivery.ChannelSender;
import dev.relaydesk.delivery.OutboundMessage;
import dev.relaydesk.delivery.SendPace;
import dev.relaydesk.delivery.SendResult;
import dev.relaydesk.delivery.Speech;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A program fetches its answers: sending means that they are there to be read. Markdown stays, citations become links. */
@ApplicationScoped
class ApiSender implements ChannelSender {

    static final String CHANNEL = "api";

    private static final Pattern CITATION = Pattern.compile("\\[(?:web:)?(\\d{1,3})](?!\\()");

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public List<String> render(Speech speech) {
        String text = CITATION.matcher(speech.markdown()).replaceAll(found -> {
            int number = Integer.parseInt(found.group(1));
            return number < 1 || number > speech.links().size()
                    ? ""
                    : Matcher.quoteReplacement(
                            "[[" + number + "]](" + speech.links().get(number - 1) + ")");
        });
        return List.of(text);
    }

    @Override
    public @Nullable Duration customerServiceWindow() {
        return null;
    }

    @Override
    public SendPace pairPace() {
        return SendPace.UNLIMITED;
    }

    @Override
    public SendPace accountPace(String account) {
        return SendPace.UNLIMITED;
    }

    @Override
    public SendResult send(OutboundMessage message) {
        return new SendResult.Accepted("api:" + message.correlationId());
    }
}
