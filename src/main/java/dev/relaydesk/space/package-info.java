/** The one door to models: the Perplexity Space behind its HTTP wrapper. */
@NullMarked
package dev.relaydesk.space;

import org.jspecify.annotations.NullMarked;
