package dev.relaydesk.turn;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** What of the model's words may reach a customer. */
@ConfigMapping(prefix = "relaydesk.reply")
interface ReplyConfig {

    /** The domains, with all below them, that an answer may link to. Everywhere without it. */
    Optional<Set<String>> linkDomains();
}
