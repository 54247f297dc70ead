/** Deep research. */
@NullMarked
package dev.relaydesk.research;

import org.jspecify.annotations.NullMarked;
