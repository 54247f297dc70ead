package dev.relaydesk.handoff.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The mail server. Host and sender belong together, and so do name and password; without a host mails are only shown. */
@ConfigMapping(prefix = "relaydesk.mail")
interface MailConfig {

    Optional<String> host();

    /** Without one: 587 for {@code starttls}, 465 for {@code tls}, 25 for {@code none}. */
    OptionalInt port();

    Optional<String> username();

    Optional<String> password();

    @WithDefault("starttls")
    Tls tls();

    /** The sender's address. */
    Optional<String> from();

    /** How long a link in a mail can take a handoff over. */
    @WithDefault("24h")
    Duration linkLifetime();

    /** How the connection is protected. */
    enum Tls {
        /** Begun in clear, and given up if the server does not offer more. */
        STARTTLS,
        /** From the first byte. */
        TLS,
        /** Not at all: for a server in the same house. */
        NONE
    }
}
