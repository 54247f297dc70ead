/** Lists that are read page by page. */
@NullMarked
package dev.relaydesk.platform.page;

import org.jspecify.annotations.NullMarked;
