package dev.relaydesk.platform.poll;

import java.time.Duration;

/** Something that looks for work again and again. Polling is the truth; being woken only makes it sooner. */
public interface Poller {

    /** Its name in threads, metrics and logs. */
    String name();

    /**
     * Does one round. An exception is logged and counts as a round without work.
     *
     * @return how long it may rest; zero when there is more to do at once. It rests no longer than {@link #idle()}
     */
    Duration pollOnce();

    /** The longest rest; about a fifth is taken off at random, so that replicas do not march in step. */
    default Duration idle() {
        return Duration.ofSeconds(1);
    }
}
