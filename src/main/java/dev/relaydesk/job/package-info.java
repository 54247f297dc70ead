/** Work that takes longer than a turn. */
@NullMarked
package dev.relaydesk.job;

import org.jspecify.annotations.NullMarked;
