/** Research by way of the Space: the talk that all who research there share, and the engine of one long question. */
@NullMarked
package dev.relaydesk.research.engine.space;

import org.jspecify.annotations.NullMarked;
