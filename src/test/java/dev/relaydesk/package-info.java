/** What holds for the whole service. */
@NullMarked
package dev.relaydesk;

import org.jspecify.annotations.NullMarked;
