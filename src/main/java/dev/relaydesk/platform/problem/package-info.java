/** Refusals as RFC 9457 problem documents. */
@NullMarked
package dev.relaydesk.platform.problem;

import org.jspecify.annotations.NullMarked;
