package dev.relaydesk.space.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.relaydesk.space.simulator.SimulatedCall.ThreadLink;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wrapper's routes that somebody of ours may call. */
final class Routes implements HttpHandler {

    private static final String TEST = "/api/account/test/";
    private static final String UPDATE = "/api/account/update/";

    private final SpaceSimulator.Options options;
    private final Sessions sessions;
    private final Threads threads;
    private final CallLog calls;
    private final QueryRoute query;

    Routes(SpaceSimulator.Options options, Sessions sessions, Threads threads, CallLog calls) {
        this.options = options;
        this.sessions = sessions;
        this.threads = threads;
        this.calls = calls;
        query = new QueryRoute(options, sessions, threads);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var wire = new Wire(exchange);
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
            boolean asks = path.equals("/api/query_sync") || path.equals("/api/query_async");
            ThreadLink link = asks ? link(parameters) : ThreadLink.NONE;
            calls.add(new SimulatedCall(exchange.getRequestMethod(), path, parameters, link));
            exchange.getResponseHeaders().set("X-Simulator-Thread", link.name());
            boolean post = path.startsWith("/api/account/") && !path.endsWith("/list");
            if (!exchange.getRequestMethod().equals(post ? "POST" : "GET")) {
                wire.json(405, Map.of("detail", "Method Not Allowed"));
            } else if (asks) {
                query.answer(wire, parameters, path.endsWith("async"));
            } else {
                other(wire, path, parameters);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void other(Wire wire, String path, Map<String, String> parameters) throws IOException {
        switch (path) {
            case "/health" ->
                wire.json(200, Map.of("status", "healthy", "message", "Perplexity Multi-Account API is running"));
            case "/info" ->
                wire.json(
                        200,
                        Map.of("name", "Perplexity Multi-Account API", "status", "running", "endpoints", Map.of()));
            case "/api/account/list" ->
                wire.json(200, Map.of("status", "success", "accounts", Map.of(options.account(), account())));
            case "/api/collections" ->
                wire.json(
                        200,
                        Map.of(
                                "data",
                                List.of(collection()),
                                "account_used",
                                parameters.getOrDefault("account_name", options.account())));
            default -> {
                if (path.startsWith(TEST)) {
                    test(wire, path.substring(TEST.length()));
                } else if (path.equals(UPDATE + options.account())) {
                    sessions.renew();
                    wire.json(200, Map.of("status", "success", "message", "Account updated", "account", account()));
                } else {
                    wire.json(404, Map.of("detail", "Not Found"));
                }
            }
        }
    }

    private void test(Wire wire, String account) throws IOException {
        boolean valid = sessions.known(account) && !sessions.refused();
        wire.json(
                200,
                Map.of(
                        "status", valid ? "success" : "error",
                        "message", valid ? "Account is valid" : "Account is not valid",
                        "valid", valid));
    }

    private Map<String, Object> account() {
        String at = "2026-01-16T09:00:00";
        return Map.of(
                "name", options.account(), "status", "active", "created_at", at, "last_used", at, "last_validated", at);
    }

    private Map<String, Object> collection() {
        return Map.of(
                "title", "Support KB",
                "slug", Slugs.slug("support-kb", options.collection()),
                "uuid", options.collection(),
                "description", "",
                "count", 12,
                "access_state", "private",
                "emoji", "");
    }

    private ThreadLink link(Map<String, String> parameters) {
        String context = parameters.get("frontend_context_uuid");
        return context == null ? ThreadLink.NONE : threads.link(context, present(parameters.get("backend_uuid")));
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> found = new HashMap<>();
        if (query == null) {
            return found;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                found.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
