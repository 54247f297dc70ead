package dev.relaydesk.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The senders of this installation by the name of their channel. */
@ApplicationScoped
class Channels {

    private final Map<String, ChannelSender> senders;

    Channels(@Any Instance<ChannelSender> senders) {
        this.senders = senders.stream().collect(Collectors.toMap(ChannelSender::channel, Function.identity()));
    }

    Collection<ChannelSender> all() {
        return senders.values();
    }

    ChannelSender of(String channel) {
        ChannelSender sender = senders.get(channel);
        if (sender == null) {
            throw new IllegalStateException("No channel is called " + channel);
        }
        return sender;
    }
}
