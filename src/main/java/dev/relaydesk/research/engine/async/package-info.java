/** Research by asynchronous chat completions, for servers that still have them. */
@NullMarked
package dev.relaydesk.research.engine.async;

import org.jspecify.annotations.NullMarked;
