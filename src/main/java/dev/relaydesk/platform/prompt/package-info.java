/** What we say to models: templates that the operator may replace. */
@NullMarked
package dev.relaydesk.platform.prompt;

import org.jspecify.annotations.NullMarked;
