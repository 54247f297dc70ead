/** What tests share: servers outside the process, and ways to talk to it. */
@NullMarked
package dev.relaydesk.testing;

import org.jspecify.annotations.NullMarked;
