package dev.relaydesk.channel.whatsapp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How staff are reached by WhatsApp. */
@ConfigMapping(prefix = "relaydesk.staff")
interface StaffConfig {

    /** Numbers beside those of the staff list, each a number or {@code number=e-mail} of the colleague whose it is. */
    Optional<List<String>> whatsappNumbers();

    /** Meta's approved template for the first word to somebody who has not written within a day. */
    @WithDefault("handoff_notice")
    String whatsappTemplate();

    @WithDefault("en")
    String whatsappTemplateLanguage();
}
