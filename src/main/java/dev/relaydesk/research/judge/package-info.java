/** Judges a report before anybody gets it. */
@NullMarked
package dev.relaydesk.research.judge;

import org.jspecify.annotations.NullMarked;
