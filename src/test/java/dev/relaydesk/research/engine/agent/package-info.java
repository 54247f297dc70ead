@NullMarked
package dev.relaydesk.research.engine.agent;

import org.jspecify.annotations.NullMarked;
