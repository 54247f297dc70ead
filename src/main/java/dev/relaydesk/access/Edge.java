package dev.relaydesk.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Stands before everything else: headers on each answer, and no path that two readers could read differently. */
@Singleton
class Edge {

    /** Before authentication and every route. */
    private static final int FIRST = 10_000;

    /** An encoded dot, slash, backslash, semicolon, percent or control character; a bare one of those; a dot segment. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)%(?:2e|2f|5c|3b|25|[01][0-9a-f]|7f)|[;\\\\\\p{Cntrl}]|//|/\\.{1,2}(?:/|$)");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; "
            + "frame-ancestors 'none'";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Site site;

    Edge(Site site) {
        this.site = site;
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    private void pass(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = pathOf(request.uri());
        addHeaders(context.response(), path);
        if (AMBIGUOUS.matcher(path).find() || !path.startsWith("/")) {
            refuse(context, 400, "The address is not written in its plain form");
        } else if (request.method().name().equals("TRACE")) {
            refuse(context, 405, "That method is not supported here");
        } else if (!SAFE.contains(request.method().name()) && comesFromElsewhere(request)) {
            refuse(context, 403, "The request was sent by a page of another site");
        } else {
            context.next();
        }
    }

    private void addHeaders(HttpServerResponse response, String path) {
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (site.isSecure()) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        // The version stands in the path of what comes from a jar, so only those files may be kept.
        if (!path.startsWith("/_static/")) {
            response.putHeader("Cache-Control", path.startsWith("/assets/") ? "no-cache" : "no-store");
        }
    }

    /**
     * A browser always says where a changing request comes from; a program says nothing and holds no session of somebody
     * else. An origin of {@code null} is that of a sandboxed or unknown page.
     */
    private boolean comesFromElsewhere(HttpServerRequest request) {
        String fetchSite = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if (fetchSite != null && !fetchSite.equals("same-origin")) {
            return true;
        }
        if (origin == null) {
            return false;
        }
        return origin.toLowerCase(Locale.ROOT).equals("null")
                ? fetchSite == null
                : !site.isOrigin(origin, request.getHeader("Host"));
    }

    private static String pathOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static void refuse(RoutingContext context, int status, String detail) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end("""
                        {"type":"/problems/%s","title":"%s","status":%d}""".formatted(
                                status == 400 ? "bad-request" : status == 403 ? "forbidden" : "method-not-allowed",
                                detail,
                                status));
    }
}
