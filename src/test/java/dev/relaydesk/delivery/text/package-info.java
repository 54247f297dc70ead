@NullMarked
package dev.relaydesk.delivery.text;

import org.jspecify.annotations.NullMarked;
