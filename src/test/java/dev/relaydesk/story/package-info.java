/** The whole running service as customers, staff and the providers meet it. */
@NullMarked
package dev.relaydesk.story;

import org.jspecify.annotations.NullMarked;
