@NullMarked
package dev.relaydesk.research.engine.async;

import org.jspecify.annotations.NullMarked;
