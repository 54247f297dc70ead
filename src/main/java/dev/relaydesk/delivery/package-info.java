/** The outbox: the one door through which text leaves, its attempts and its receipts. */
@NullMarked
package dev.relaydesk.delivery;

import org.jspecify.annotations.NullMarked;
