/** What research has found, for people: documents, the page behind a signed link, and the pages of jobs. */
@NullMarked
package dev.relaydesk.research.report;

import org.jspecify.annotations.NullMarked;
