/** Settings before and around Quarkus' own: secrets from files, what is needed before it starts, names nobody knows. */
@NullMarked
package dev.relaydesk.platform.settings;

import org.jspecify.annotations.NullMarked;
