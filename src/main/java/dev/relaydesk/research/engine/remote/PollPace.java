package dev.relaydesk.research.engine.remote;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between two questions: each half as long again as the one before, drawn so that many runs do not ask at once. */
@Singleton
public class PollPace {

    private static final double GROWTH = 1.5;
    private static final double LEAST = 0.8;

    private final Duration initial;
    private final Duration max;

    public PollPace(PollConfig config) {
        initial = config.initial();
        max = config.max();
    }

    /**
     * Between four fifths of the full pause and all of it.
     *
     * @param before how many pauses there were already
     */
    public Duration after(int before) {
        double full =
                Math.min((double) max.toMillis(), (double) initial.toMillis() * Math.pow(GROWTH, Math.max(0, before)));
        return Duration.ofMillis((long) (full * RandomGenerator.getDefault().nextDouble(LEAST, 1)));
    }
}
