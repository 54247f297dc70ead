@NullMarked
package dev.relaydesk.research.report;

import org.jspecify.annotations.NullMarked;
