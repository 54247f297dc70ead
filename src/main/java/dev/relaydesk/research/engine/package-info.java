/** The ways to research a question, behind one interface. */
@NullMarked
package dev.relaydesk.research.engine;

import org.jspecify.annotations.NullMarked;
