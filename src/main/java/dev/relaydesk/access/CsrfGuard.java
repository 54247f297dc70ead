package dev.relaydesk.access;

import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Nothing changes for a browser's session unless the request carries the session's own token, in the header {@code
 * X-CSRF-Token} or the form field {@code csrf}. Bearer tokens need none: no page can make a browser send one.
 */
@Singleton
class CsrfGuard {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final SecurityIdentity identity;

    CsrfGuard(SecurityIdentity identity) {
        this.identity = identity;
    }

    @WithFormRead
    @ServerRequestFilter
    public void check(ResteasyReactiveContainerRequestContext request) {
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        String expected = identity.getAttribute(SignedIn.CSRF);
        if (expected != null && !Secret.same(expected, presented(request))) {
            throw new Refusal(ProblemType.FORBIDDEN, "The page is out of date: reload it and try again");
        }
    }

    private static String presented(ResteasyReactiveContainerRequestContext request) {
        String header = request.getHeaderString("X-CSRF-Token");
        return header == null ? orEmpty(formField(request)) : header;
    }

    private static @Nullable Object formField(ResteasyReactiveContainerRequestContext request) {
        var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        return context.getFormParameter("csrf", true, false);
    }

    private static String orEmpty(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
