package dev.relaydesk.space.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code query_async}: frames, with the text word by word. */
final class StreamPlay implements Play {

    private final Wire wire;
    private final String account;
    private final boolean compact;
    private final Duration pause;

    StreamPlay(Wire wire, String account, boolean compact, Duration pause) {
        this.wire = wire;
        this.account = account;
        this.compact = compact;
        this.pause = pause;
    }

    @Override
    public void error(String text) throws IOException {
        try (OutputStream out = wire.stream()) {
            error(out, text);
        }
    }

    @Override
    public void nothing() throws IOException {
        try (OutputStream out = wire.stream()) {
            end(out);
        }
    }

    @Override
    public boolean perform(Scenario scenario, SimulatedEvent event, ShopKnowledge.Answer answer)
            throws IOException, InterruptedException {
        return switch (scenario) {
            case EXPIRED, NULL, NONETYPE, END_ONLY, LIST_INDEX -> {
                nothing();
                yield false;
            }
            case CURL_7 -> failed(Errors.CURL_7);
            case CURL_28 -> failed(Errors.CURL_28);
            case PLAIN_TEXT -> failed(Errors.NOT_JSON);
            case HTML -> {
                wire.whole(200, "text/html", "<html><body>Just a moment...</body></html>");
                yield false;
            }
            case ERROR_FRAME -> {
                try (OutputStream out = wire.stream()) {
                    words(out, event, answer, false, 3);
                    error(out, Errors.OTHER);
                }
                yield false;
            }
            case FAILED -> {
                try (OutputStream out = wire.stream()) {
                    content(out, event.failed());
                    end(out);
                }
                yield false;
            }
            case CUT -> {
                try (OutputStream out = wire.stream()) {
                    words(out, event, answer, false, 3);
                    end(out);
                }
                yield false;
            }
            case CUT_WIRE -> {
                words(wire.stream(), event, answer, false, 3);
                yield false;
            }
            case NORMAL,
                    SLOW,
                    ALT_BLOCK,
                    FINAL_STEP,
                    JSON,
                    FENCE,
                    EVIL,
                    EVIL_BASE64,
                    EVIL_ALWAYS,
                    EVIL_ALWAYS_BASE64,
                    EMPTY,
                    CITATIONS,
                    REORDERED,
                    CUMULATIVE,
                    HUGE,
                    FULL_SIZE,
                    FOREIGN_COLLECTION -> {
                try (OutputStream out = wire.stream()) {
                    words(out, event, answer, scenario == Scenario.CUMULATIVE, Integer.MAX_VALUE);
                    content(out, event.completed(answer));
                    end(out);
                }
                yield true;
            }
        };
    }

    private boolean failed(String text) throws IOException {
        error(text);
        return false;
    }

    private void words(OutputStream out, SimulatedEvent event, ShopKnowledge.Answer answer, boolean all, int most)
            throws IOException, InterruptedException {
        List<String> words = answer.words();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < Math.min(words.size(), most); i++) {
            said.add(words.get(i));
            List<String> chunks = all ? List.copyOf(said) : List.of(words.get(i));
            content(out, event.inProgress(chunks, all ? 0 : i));
            if (!pause.isZero()) {
                Thread.sleep(pause);
            }
        }
    }

    /** In compact form an event without an answer is left out. */
    private void content(OutputStream out, Map<String, Object> event) throws IOException {
        Map<String, Object> shown = compact ? SimulatedEvent.compact(event) : event;
        if (!compact || shown.containsKey("answer")) {
            frame(out, shown, false);
        }
    }

    private void end(OutputStream out) throws IOException {
        frame(out, "", true);
    }

    private void frame(OutputStream out, Object content, boolean done) throws IOException {
        Map<String, @Nullable Object> frame = new LinkedHashMap<>();
        frame.put("type", "content");
        frame.put("content", content);
        frame.put("done", done);
        frame.put("account_used", account);
        Wire.frame(out, frame);
    }

    private void error(OutputStream out, String text) throws IOException {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", "error");
        frame.put("error", text);
        frame.put("account_used", account);
        Wire.frame(out, frame);
    }
}
