package dev.relaydesk.story;

import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** A story in which nothing is left over from the one before. */
abstract class FreshStory {

    @Inject
    Story story;

    @BeforeEach
    void begins_from_nothing() {
        story.begins();
    }
}
