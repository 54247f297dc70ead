@NullMarked
package dev.relaydesk.research.engine.simulator;

import org.jspecify.annotations.NullMarked;
