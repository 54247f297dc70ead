package dev.relaydesk.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What may be changed about actions without a line of Java. */
@ConfigMapping(prefix = "relaydesk.action")
interface ActionConfig {

    /** What becomes of a request with text around it. */
    @WithDefault("reject")
    Prose prose();

    /** Schemas of one's own; a file there stands in for the packed one of the same name. */
    Optional<Path> schemasDir();

    /** Other names for actions, with fixed parameters. */
    @WithDefault("handoff_sales = handoff department=sales")
    String aliases();

    /** How long an action waits for a colleague's word before it expires. */
    @WithDefault("24h")
    Duration approvalWait();

    /** Templates of one's own; a file there stands in for the packed one of the same name. Read at start. */
    Optional<Path> promptsDir();
}
