@NullMarked
package dev.relaydesk.research.engine.remote;

import org.jspecify.annotations.NullMarked;
