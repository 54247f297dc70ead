@NullMarked
package dev.relaydesk.action.catalogue;

import org.jspecify.annotations.NullMarked;
