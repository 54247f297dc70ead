/** From what the model said to what may be done: decode, check against schema and policy, tell duplicates. */
@NullMarked
package dev.relaydesk.action;

import org.jspecify.annotations.NullMarked;
