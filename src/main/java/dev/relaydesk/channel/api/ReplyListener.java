package dev.relaydesk.channel.api;

import dev.relaydesk.turn.Trail;

/** Told what happens while somebody waits for a reply. */
interface ReplyListener {

    /** Hears nothing. */
    ReplyListener NOBODY = new ReplyListener() {
        @Override
        public void said(String delta) {}

        @Override
        public void asked(Trail.Asked action) {}
    };

    /** The next piece of text. */
    void said(String delta);

    /** A turn ended with an action, or the action's state has changed. */
    void asked(Trail.Asked action);
}
