package dev.relaydesk.space.simulator;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code query_sync}: one JSON body. */
final class SyncPlay implements Play {

    private final Wire wire;
    private final String account;
    private final boolean compact;

    SyncPlay(Wire wire, String account, boolean compact) {
        this.wire = wire;
        this.account = account;
        this.compact = compact;
    }

    @Override
    public void error(String text) throws IOException {
        wire.json(500, Map.of("error", text, "account_used", account));
    }

    @Override
    public void nothing() throws IOException {
        if (compact) {
            error(Errors.NONE_TYPE);
            return;
        }
        Map<String, Object> body = new HashMap<>();
        body.put("data", null);
        body.put("account_used", account);
        wire.json(200, body);
    }

    @Override
    public boolean perform(Scenario scenario, SimulatedEvent event, ShopKnowledge.Answer answer) throws IOException {
        return switch (scenario) {
            case EXPIRED, NULL, END_ONLY, CUT -> {
                nothing();
                yield false;
            }
            case NONETYPE -> failed(Errors.NONE_TYPE);
            case LIST_INDEX -> failed(Errors.LIST_INDEX);
            case CURL_7 -> failed(Errors.CURL_7);
            case CURL_28 -> failed(Errors.CURL_28);
            case ERROR_FRAME -> failed(Errors.OTHER);
            case HTML -> {
                wire.whole(200, "text/html", "<html><body>Just a moment...</body></html>");
                yield false;
            }
            case CUT_WIRE -> {
                wire.half(event.completed(answer));
                yield false;
            }
            case FAILED -> {
                reply(event.failed());
                yield false;
            }
            case NORMAL,
                    SLOW,
                    PLAIN_TEXT,
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
                reply(event.completed(answer));
                yield true;
            }
        };
    }

    private boolean failed(String text) throws IOException {
        error(text);
        return false;
    }

    private void reply(Map<String, Object> event) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>(compact ? SimulatedEvent.compact(event) : event);
        if (compact) {
            body.putIfAbsent("answer", null);
        }
        body.put("account_used", account);
        wire.json(200, body);
    }
}
