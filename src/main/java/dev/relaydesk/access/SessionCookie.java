package dev.relaydesk.access;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;

/** The cookie that carries a session. */
@Singleton
class SessionCookie {

    private final Site site;
    private final AccessSettings settings;

    SessionCookie(Site site, AccessSettings settings) {
        this.site = site;
        this.settings = settings;
    }

    NewCookie holding(String token) {
        return cookie(token, (int) settings.sessionLifetime().toSeconds());
    }

    NewCookie gone() {
        return cookie("", 0);
    }

    private NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(site.sessionCookie())
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(site.isSecure())
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }
}
