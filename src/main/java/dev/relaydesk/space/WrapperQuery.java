package dev.relaydesk.space;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the wrapper's request line. A parameter without a value is left out: the wrapper forwards an empty collection
 * as such, and fails with an empty model. {@code model} is never sent.
 */
final class WrapperQuery {

    private final StringBuilder line;
    private boolean first = true;

    private WrapperQuery(String start) {
        line = new StringBuilder(start);
    }

    /** {@code route} is {@code query_sync} or {@code query_async}. */
    static URI question(URI base, String route, Question question) {
        SpaceRef space = question.space();
        return new WrapperQuery(root(base) + "/api/" + route)
                .with("q", question.prompt())
                .with("account_name", space.account())
                .with("backend_uuid", question.thread().backend())
                .with(
                        "frontend_context_uuid",
                        question.thread().frontendContext().toString())
                .with("frontend_uuid", question.requestId().toString())
                .with("collection_uuid", space.collection())
                .with("answer_only", "false")
                .with("mode", space.mode())
                .with("sources", String.join(",", space.sources()))
                .with("language", space.language())
                .uri();
    }

    static URI accountTest(URI base, String account) {
        return URI.create(root(base) + "/api/account/test/" + encoded(account));
    }

    static URI collections(URI base, String account, int limit) {
        return new WrapperQuery(root(base) + "/api/collections")
                .with("account_name", account)
                .with("limit", String.valueOf(limit))
                .uri();
    }

    static URI path(URI base, String path) {
        return URI.create(root(base) + path);
    }

    private WrapperQuery with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            line.append(first ? '?' : '&').append(name).append('=').append(encoded(value));
            first = false;
        }
        return this;
    }

    private URI uri() {
        return URI.create(line.toString());
    }

    private static String root(URI base) {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
