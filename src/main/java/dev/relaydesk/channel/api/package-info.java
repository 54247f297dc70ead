/** The API channel: a customer who is a program. */
@NullMarked
package dev.relaydesk.channel.api;

import org.jspecify.annotations.NullMarked;
