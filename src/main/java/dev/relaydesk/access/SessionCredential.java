package dev.relaydesk.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A session cookie that is to be looked up. */
class SessionCredential extends BaseAuthenticationRequest {

    private final String token;
    private final boolean byPerson;

    SessionCredential(String token, boolean byPerson) {
        this.token = token;
        this.byPerson = byPerson;
    }

    String token() {
        return token;
    }

    boolean byPerson() {
        return byPerson;
    }
}
