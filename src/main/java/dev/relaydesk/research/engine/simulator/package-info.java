/** Plays Perplexity's official API on a loopback port, research of the demo shop included. */
@NullMarked
package dev.relaydesk.research.engine.simulator;

import org.jspecify.annotations.NullMarked;
