package dev.relaydesk.research.engine.space;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** A run whose rows are in memory. It survives the engine, as the rows survive a process. */
public final class MadeUpRun implements EngineRun {

    /** The process dies here. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Order order;
    private Optional<JsonNode> memory = Optional.empty();
    private IntPredicate crash = _ -> false;
    private int remembered;

    /** What followers of the job saw: {@code stage percentage}. */
    public final List<String> progress = new ArrayList<>();

    public final List<String> log = new ArrayList<>();

    private MadeUpRun(Order order) {
        this.order = order;
    }

    public static MadeUpRun of(String question) {
        return of(question, false);
    }

    public static MadeUpRun of(String question, boolean verbose) {
        return new MadeUpRun(new Order(question, verbose, BigDecimal.TEN, List.of(), Optional.empty()));
    }

    /** The process dies right after the n-th time that something was written down; 0 for never. */
    public void crashesAfter(int times) {
        crash = count -> count == times;
        remembered = 0;
    }

    public void crashesNoMore() {
        crash = _ -> false;
    }

    @Override
    public String id() {
        return "run-1";
    }

    @Override
    public Order order() {
        return order;
    }

    @Override
    public Optional<String> remoteId() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> submittingSince() {
        return Optional.empty();
    }

    @Override
    public int polls() {
        return 0;
    }

    @Override
    public Optional<Instant> unknownSince() {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> memory() {
        return memory;
    }

    @Override
    public BigDecimal spentUsd() {
        return BigDecimal.ZERO;
    }

    @Override
    public void submitting() {
        throw new AssertionError("nothing is submitted to the Space");
    }

    @Override
    public void submitted(String remoteId) {
        throw new AssertionError("nothing is submitted to the Space");
    }

    @Override
    public void notSubmitted() {
        throw new AssertionError("nothing is submitted to the Space");
    }

    @Override
    public void polled(boolean known) {
        throw new AssertionError("the Space is not polled");
    }

    @Override
    public void remember(JsonNode value) {
        memory = Optional.of(value.deepCopy());
        remembered++;
        if (crash.test(remembered)) {
            throw new Crash();
        }
    }

    @Override
    public void spend(BigDecimal usd) {
        throw new AssertionError("the Space's account is paid by the month");
    }

    @Override
    public void progress(String stage, int percentage, String text) {
        progress.add(stage + " " + percentage);
    }

    @Override
    public void log(String text) {
        log.add(text);
    }
}
