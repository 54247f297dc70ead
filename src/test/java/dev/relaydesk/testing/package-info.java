/** What the tests put around the service: real servers and stand-ins outside the process. */
@NullMarked
package dev.relaydesk.testing;

import org.jspecify.annotations.NullMarked;
