/** What engines share whose research is done elsewhere: submit once, remember, ask again, give up. */
@NullMarked
package dev.relaydesk.research.engine.remote;

import org.jspecify.annotations.NullMarked;
