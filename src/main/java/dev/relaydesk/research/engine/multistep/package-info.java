/** Our own research in seven stages, of questions that any model can answer. */
@NullMarked
package dev.relaydesk.research.engine.multistep;

import org.jspecify.annotations.NullMarked;
