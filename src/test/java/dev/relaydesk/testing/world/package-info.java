/**
 * The outside world as the service meets it: customers behind Meta's webhook, the Graph API, the Space wrapper, a PostgreSQL
 * that can be lost at a chosen moment. Shares no code with the product, so that a fault there cannot hide itself here.
 */
@NullMarked
package dev.relaydesk.testing.world;

import org.jspecify.annotations.NullMarked;
