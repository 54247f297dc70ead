package dev.relaydesk.handoff.mail;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The cookie of the browser that took over by a link. It goes to the pages of that link alone. */
@Singleton
class LinkCookie {

    static final String NAME = "relaydesk_handoff";

    private final boolean secure;

    LinkCookie(@ConfigProperty(name = "relaydesk.base-url") String baseUrl) {
        this.secure = baseUrl.toLowerCase(Locale.ROOT).startsWith("https:");
    }

    NewCookie holding(String token, String value) {
        return cookie(token, value, NewCookie.DEFAULT_MAX_AGE);
    }

    NewCookie gone(String token) {
        return cookie(token, "", 0);
    }

    private NewCookie cookie(String token, String value, int maxAge) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/handoff/" + token)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }
}
