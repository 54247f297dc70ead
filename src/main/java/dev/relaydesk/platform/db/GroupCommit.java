package dev.relaydesk.platform.db;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets work that arrives together share one transaction. What comes alone is done at once, on the caller's thread; what
 * comes while a round is under way is the next round, led by one of those who wait. Rounds do not overlap.
 *
 * @param <T> what is to be done
 * @param <R> what came of it
 */
public final class GroupCommit<T, R> {

    private static final int MOST_IN_A_ROUND = 64;

    private final Function<List<T>, List<R>> round;
    private final ArrayDeque<Place<T, R>> waiting = new ArrayDeque<>(); // guarded by itself
    private boolean busy; // guarded by waiting

    /**
     * Creates one.
     *
     * @param round does all of a list in one transaction of its own and returns a result for each, in their order. When it
     *     fails over the data of the round, or stands in somebody's way, its members are done again one by one, so one
     *     that cannot be stored does not take its neighbours with it
     */
    public GroupCommit(Function<List<T>, List<R>> round) {
        this.round = round;
    }

    /** Does it, and returns when it is committed. Throws what the round threw. */
    public R submit(T item) {
        var place = new Place<T, R>(item);
        boolean leading;
        synchronized (waiting) {
            waiting.add(place);
            leading = !busy;
            busy = true;
        }
        if (leading || place.awaitTurn()) {
            lead();
        }
        return place.result();
    }

    /** How many wait for the next round. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void lead() {
        List<Place<T, R>> members = new ArrayList<>();
        synchronized (waiting) {
            while (!waiting.isEmpty() && members.size() < MOST_IN_A_ROUND) {
                members.add(waiting.remove());
            }
        }
        try {
            perform(members);
        } finally {
            Place<T, R> next;
            synchronized (waiting) {
                next = waiting.peek();
                busy = next != null;
            }
            if (next != null) {
                next.lead();
            }
            members.forEach(Place::leave);
        }
    }

    private void perform(List<Place<T, R>> members) {
        try {
            List<R> results = round.apply(members.stream().map(Place::item).toList());
            for (int i = 0; i < members.size(); i++) {
                members.get(i).done(results.get(i));
            }
        } catch (RuntimeException e) {
            SqlTrouble trouble = SqlTrouble.of(e);
            boolean ofThisData = trouble == SqlTrouble.DATA || trouble == SqlTrouble.CONFLICT;
            if (members.size() > 1 && ofThisData) {
                members.forEach(member -> perform(List.of(member)));
            } else {
                members.forEach(member -> member.failed(e));
            }
        }
    }

    private static final class Place<T, R> {

        private final T item;
        private final Thread owner = Thread.currentThread();
        private volatile boolean leads;
        private volatile boolean over;
        private @Nullable R result;
        private @Nullable RuntimeException failure;

        Place(T item) {
            this.item = item;
        }

        T item() {
            return item;
        }

        /** Returns true when this one leads the next round, false when another round has done its work. */
        boolean awaitTurn() {
            boolean interrupted = false;
            while (!leads && !over) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted(); // the round goes on without asking us; its outcome must be known
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return leads;
        }

        void lead() {
            leads = true;
            LockSupport.unpark(owner);
        }

        void done(R outcome) {
            result = outcome;
            over = true;
        }

        void failed(RuntimeException e) {
            failure = e;
            over = true;
        }

        /** Lets the owner go, whatever happened. */
        void leave() {
            if (!over) {
                failed(new IllegalStateException("the round broke off"));
            }
            LockSupport.unpark(owner);
        }

        @SuppressWarnings("NullAway") // set by the round before it was over
        R result() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }
}
