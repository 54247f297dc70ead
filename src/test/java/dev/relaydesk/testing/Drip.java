package dev.relaydesk.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Another side that is never silent and never done. */
public final class Drip {

    private static final long PAUSE_MILLIS = 20;

    private Drip() {}

    /** Writes byte after byte, slowly, and returns when nobody takes them any more. */
    public static void into(OutputStream out) throws InterruptedException {
        try (var tap = Executors.newSingleThreadScheduledExecutor()) {
            tap.scheduleAtFixedRate(() -> drop(out), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .get();
        } catch (ExecutionException _) {
            // The other side has hung up, as it should.
        }
    }

    private static void drop(OutputStream out) {
        try {
            out.write(' ');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
