@NullMarked
package dev.relaydesk.platform.postgres;

import org.jspecify.annotations.NullMarked;
