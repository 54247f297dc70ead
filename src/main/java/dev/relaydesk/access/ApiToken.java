package dev.relaydesk.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The bearer token of the environment, which may do everything. */
@Singleton
class ApiToken {

    private final Optional<String> token;

    ApiToken(@ConfigProperty(name = "relaydesk.api-token") Optional<String> token) {
        this.token = token;
    }

    Optional<SecurityIdentity> identity(String presented) {
        return token.filter(secret -> Secret.same(secret, presented))
                .map(_ -> QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal("api-token"))
                        .addRoles(Role.heldBy(Role.ADMIN))
                        .build());
    }
}
