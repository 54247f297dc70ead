package dev.relaydesk.space;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a question goes.
 *
 * @param account the wrapper's name for the Perplexity account; threads belong to one account
 * @param collection UUID of the Space, or null to ask without one
 * @param mode one of {@code auto}, {@code pro}, {@code reasoning}, {@code deep research}
 * @param sources of {@code web}, {@code scholar}, {@code social}
 * @param language a BCP 47 tag such as {@code en-US}
 */
public record SpaceRef(
        String account, @Nullable String collection, String mode, List<String> sources, String language) {

    public SpaceRef {
        sources = List.copyOf(sources);
    }
}
