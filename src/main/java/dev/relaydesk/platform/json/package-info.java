/** JSON of strangers. */
@NullMarked
package dev.relaydesk.platform.json;

import org.jspecify.annotations.NullMarked;
