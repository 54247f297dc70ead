package dev.relaydesk.playground;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.turn.LiveTurns;
import dev.relaydesk.turn.TurnEvent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One browser's stream. The id of an event is the fingerprint of the rows, so whoever comes back knows what it missed. */
final class EventStream implements AutoCloseable {

    private static final Duration BUSY = Duration.ofMillis(300);
    private static final Duration CALM = Duration.ofSeconds(2);
    /** How long after the last change the rows are still looked at often. */
    private static final Duration CALMS_AFTER = Duration.ofSeconds(30);
    /** Proxies cut what is silent for longer. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** After that the browser comes again and shows its cookie anew: a closed session hears nothing more. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final SseEventSink sink;
    private final Sse sse;
    private final LinkedBlockingQueue<TurnEvent> heard = new LinkedBlockingQueue<>();
    private final long opened = System.nanoTime();
    private long changed = opened;
    private long sent = opened;
    private boolean gone;
    private @Nullable String fingerprint;
    private @Nullable ConversationId watched;
    private LiveTurns.@Nullable Watch watch;

    EventStream(SseEventSink sink, Sse sse, @Nullable String lastSeen) {
        this.sink = sink;
        this.sse = sse;
        this.fingerprint = lastSeen;
        send("hello", "", null);
    }

    boolean isOpen() {
        return !gone && !sink.isClosed() && since(opened).compareTo(LIFETIME) < 0;
    }

    /** Listens to the conversation's turns from now on. */
    void watch(ConversationId conversation, LiveTurns turns) {
        if (!conversation.equals(watched)) {
            close();
            watch = turns.watch(conversation, heard::add);
            watched = conversation;
        }
    }

    /** Says so when the rows are not what the browser last saw. */
    void rowsAre(String now) {
        if (!now.equals(fingerprint)) {
            fingerprint = now;
            changed = System.nanoTime();
            send("changed", "", now);
        }
    }

    /** Passes on what turns say until the rows are to be looked at again. */
    void rest() throws InterruptedException {
        boolean calm = since(changed).compareTo(CALMS_AFTER) > 0;
        long end = System.nanoTime() + (calm ? CALM : BUSY).toNanos();
        TurnEvent event = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        while (event != null) {
            changed = System.nanoTime();
            pass(event);
            event = calm ? null : heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (since(sent).compareTo(HEARTBEAT) > 0) {
            send("hello", "", null);
        }
    }

    private void pass(TurnEvent event) {
        switch (event) {
            case TurnEvent.Started _ -> send("started", "", null);
            case TurnEvent.Said said ->
                send("said", JsonNodeFactory.instance.textNode(said.delta()).toString(), null);
            case TurnEvent.Ended _ -> send("ended", "", null);
        }
    }

    private void send(String name, String data, @Nullable String id) {
        sent = System.nanoTime();
        var event = sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .reconnectDelay(500)
                .data(data.isEmpty() ? "-" : data);
        if (id != null) {
            event.id(id);
        }
        try {
            sink.send(event.build());
        } catch (IllegalStateException e) {
            // The browser left between two looks; isOpen says so from now on.
            gone = true;
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
