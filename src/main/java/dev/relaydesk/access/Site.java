package dev.relaydesk.access;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where browsers reach us, and what follows from it. */
@Singleton
class Site {

    private final String baseUrl;

    Site(@ConfigProperty(name = "relaydesk.base-url") String baseUrl) {
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    /** An address for people outside, for a path that starts with a slash. */
    String link(String path) {
        return baseUrl + path;
    }

    boolean isSecure() {
        return baseUrl.toLowerCase(Locale.ROOT).startsWith("https:");
    }

    /** The prefix makes browsers refuse the cookie from anyone but this host over TLS. */
    String sessionCookie() {
        return isSecure() ? "__Host-relaydesk" : "relaydesk_session";
    }

    /**
     * Whether a page of this site sent a request: {@code origin} is that of the base URL, or that of the address the
     * browser used.
     */
    boolean isOrigin(String origin, @Nullable String host) {
        try {
            URI from = URI.create(origin);
            URI own = URI.create(baseUrl);
            String authority = from.getAuthority();
            return authority != null
                    && (authority.equalsIgnoreCase(host)
                            || (authority.equalsIgnoreCase(own.getAuthority())
                                    && own.getScheme().equalsIgnoreCase(from.getScheme())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The address itself when it leads to a page of ours, otherwise the start page. */
    static String localOrStart(@Nullable String next) {
        if (next == null || !next.startsWith("/") || next.startsWith("//") || next.length() > 1000) {
            return "/";
        }
        return next.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\') ? next : "/";
    }
}
