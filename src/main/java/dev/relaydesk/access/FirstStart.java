package dev.relaydesk.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sees to it that somebody can sign in: by the environment, or by a link in the log. There is no default password. */
@ApplicationScoped
class FirstStart {

    private static final Logger LOG = Logger.getLogger(FirstStart.class);

    private final FirstAdmin admin;
    private final Site site;
    private final Optional<String> email;
    private final Optional<String> password;

    FirstStart(
            FirstAdmin admin,
            Site site,
            @ConfigProperty(name = "relaydesk.admin-email") Optional<String> email,
            @ConfigProperty(name = "relaydesk.admin-password") Optional<String> password) {
        this.admin = admin;
        this.site = site;
        this.email = email;
        this.password = password;
    }

    void look(@Observes StartupEvent event) {
        if (admin.exists()) {
            return;
        }
        if (email.isPresent() && password.isPresent()) {
            var account = new NewAccount(email.get(), "Administrator", password.get());
            if (!account.complaints().isEmpty()) {
                throw new IllegalStateException("RELAYDESK_ADMIN_EMAIL and RELAYDESK_ADMIN_PASSWORD cannot be used: "
                        + String.join("; ", account.complaints()));
            }
            admin.create(account.email(), account.name(), account.password());
            LOG.infof("Created the first administrator from RELAYDESK_ADMIN_EMAIL");
            return;
        }
        admin.newLink()
                .ifPresent(token -> LOG.infof(
                        "Nobody can sign in yet. Create the first administrator with this setup link, it works once: %s",
                        site.link("/setup/" + token)));
    }
}
