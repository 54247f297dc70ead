package dev.relaydesk.turn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How turns are run, tried again and given up. */
@ConfigMapping(prefix = "relaydesk.turn")
interface TurnConfig {

    /** The coalescing window of chat channels; the API channel has none. Read by the package conversation. */
    @WithDefault("1500ms")
    Duration quietWindow();

    /** How long a customer who does not stop writing waits at most. Read by the package conversation. */
    @WithDefault("4s")
    Duration quietWindowMax();

    /** Messages older than this are stored, not answered. Read by the package conversation. */
    @WithDefault("24h")
    Duration staleAfter();

    /** A worker that has not renewed its lease for this long is taken for dead. */
    @WithDefault("30s")
    Duration lease();

    /** Pauses before the second, third, ... attempt; each is drawn at random between nothing and this. */
    @WithDefault("2s,8s,30s,120s")
    List<Duration> backoff();

    /** Processes that died over a message before it is given up. */
    @WithDefault("3")
    int maxCrashes();

    /** How long a customer waits for the Space to come back before the conversation goes to a human. */
    @WithDefault("15m")
    Duration patience();

    /** Turns at once in this process when the Space's own concurrency is unlimited. */
    @WithDefault("256")
    int workers();

    /** How long a stop waits for turns that are under way. */
    @WithDefault("20s")
    Duration drain();
}
