/** The clockwork: loops that look for work again and again, and can be woken. */
@NullMarked
package dev.relaydesk.platform.poll;

import org.jspecify.annotations.NullMarked;
