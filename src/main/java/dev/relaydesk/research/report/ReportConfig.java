package dev.relaydesk.research.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How reports are shown to customers. */
@ConfigMapping(prefix = "relaydesk.report")
interface ReportConfig {

    /** A link to a report opens it for this long. */
    @WithDefault("30D")
    Duration linkLifetime();
}
