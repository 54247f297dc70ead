package dev.relaydesk.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds out whose session cookie came with a request. A session that is over fails here; {@link Authentication} makes nobody of it. */
@ApplicationScoped
class SessionIdentities implements IdentityProvider<SessionCredential> {

    private final Sessions sessions;

    SessionIdentities(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Class<SessionCredential> getRequestType() {
        return SessionCredential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionCredential cookie, AuthenticationRequestContext context) {
        return context.runBlocking(() -> sessions.find(cookie.token(), cookie.byPerson())
                .map(SignedIn::identity)
                .orElseThrow(() -> new AuthenticationFailedException("The session is over")));
    }
}
