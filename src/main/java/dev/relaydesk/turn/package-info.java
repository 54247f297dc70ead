/** Answers customers: claims a conversation, gates, asks the Space, judges, commits, releases. */
@NullMarked
package dev.relaydesk.turn;

import org.jspecify.annotations.NullMarked;
