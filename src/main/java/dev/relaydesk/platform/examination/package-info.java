/** What is looked at before a start, and what came of it. */
@NullMarked
package dev.relaydesk.platform.examination;

import org.jspecify.annotations.NullMarked;
