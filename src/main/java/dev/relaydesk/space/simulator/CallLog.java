package dev.relaydesk.space.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Remembers the last calls. */
final class CallLog {

    private static final int MOST = 1000;

    private final Deque<SimulatedCall> calls = new ArrayDeque<>();

    synchronized void add(SimulatedCall call) {
        if (calls.size() == MOST) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    synchronized List<SimulatedCall> all() {
        return List.copyOf(calls);
    }
}
