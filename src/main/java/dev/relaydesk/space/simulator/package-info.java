/** A Perplexity Space and its wrapper to try things with: real HTTP, no Perplexity. */
@NullMarked
package dev.relaydesk.space.simulator;

import org.jspecify.annotations.NullMarked;
