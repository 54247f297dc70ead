package dev.relaydesk.research.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.EngineRun;
import dev.relaydesk.research.engine.Order;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run whose rows are fields; it survives the engine that works on it, and remembers what was done in which order. */
public final class RecordedRun implements EngineRun {

    public final List<String> history = new ArrayList<>();
    private final Order order;
    private final Clock clock;
    private @Nullable String remoteId;
    private @Nullable Instant submitting;
    private @Nullable Instant unknown;
    private @Nullable JsonNode memory;
    private BigDecimal spent = BigDecimal.ZERO;
    private int polls;

    public RecordedRun(Order order, Clock clock) {
        this.order = order;
        this.clock = clock;
    }

    public static RecordedRun of(String question, Clock clock) {
        return new RecordedRun(new Order(question, false, new BigDecimal("20"), List.of(), Optional.empty()), clock);
    }

    @Override
    public String id() {
        return "0198f2c0-0000-7000-8000-000000000001";
    }

    @Override
    public Order order() {
        return order;
    }

    @Override
    public Optional<String> remoteId() {
        return Optional.ofNullable(remoteId);
    }

    @Override
    public Optional<Instant> submittingSince() {
        return Optional.ofNullable(submitting);
    }

    @Override
    public int polls() {
        return polls;
    }

    @Override
    public Optional<Instant> unknownSince() {
        return Optional.ofNullable(unknown);
    }

    @Override
    public Optional<JsonNode> memory() {
        return Optional.ofNullable(memory);
    }

    @Override
    public BigDecimal spentUsd() {
        return spent;
    }

    @Override
    public void submitting() {
        write("submitting");
        submitting = clock.instant();
    }

    @Override
    public void submitted(String id) {
        write("submitted");
        remoteId = id;
        submitting = null;
    }

    @Override
    public void notSubmitted() {
        write("not submitted");
        submitting = null;
    }

    @Override
    public void polled(boolean known) {
        write(known ? "known" : "unknown");
        polls++;
        unknown = known ? null : submittedUnknown();
    }

    @Override
    public void remember(JsonNode kept) {
        write("remember");
        memory = kept;
    }

    @Override
    public void spend(BigDecimal usd) {
        write("spend " + usd);
        spent = spent.add(usd);
    }

    @Override
    public void progress(String stage, int percentage, String text) {
        write("progress " + stage);
    }

    @Override
    public void log(String text) {
        write("log");
    }

    private Instant submittedUnknown() {
        return unknown == null ? clock.instant() : unknown;
    }

    /** A connection to the database does not survive an interrupted thread. */
    private void write(String what) {
        assertThat(Thread.currentThread().isInterrupted())
                .as("interrupted while writing " + what)
                .isFalse();
        history.add(what);
    }
}
