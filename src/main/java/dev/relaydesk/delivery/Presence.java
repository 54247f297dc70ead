package dev.relaydesk.delivery;

import jakarta.enterprise.context.ApplicationScoped;

/** Shows customers that somebody is there, where their channel can. */
@ApplicationScoped
public class Presence {

    private final Channels channels;

    Presence(Channels channels) {
        this.channels = channels;
    }

    /** The message was read and an answer is being written. Best effort; returns at once. */
    public void read(String channel, String account, String address, String providerMessageId) {
        channels.of(channel).acknowledge(account, address, providerMessageId);
    }
}
