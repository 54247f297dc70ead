@NullMarked
package dev.relaydesk.platform.settings;

import org.jspecify.annotations.NullMarked;
