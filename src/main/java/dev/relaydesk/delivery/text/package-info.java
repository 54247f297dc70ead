/** What Relaydesk itself says to customers, in each language one file, and the words of theirs that it understands. */
@NullMarked
package dev.relaydesk.delivery.text;

import org.jspecify.annotations.NullMarked;
