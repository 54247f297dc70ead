package dev.relaydesk.conversation;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Remembers which language we speak with a customer. */
public final class CustomerLanguage {

    private CustomerLanguage() {}

    /**
     * From now on it is this one.
     *
     * @param known the one that was read before; null for none
     * @param now two letters
     */
    public static void turned(Handle transaction, ConversationId conversation, @Nullable String known, String now) {
        if (!now.equals(known)) {
            transaction
                    .createUpdate("/* conversation.language */ UPDATE conversation SET language = :now WHERE id = :id")
                    .bind("now", now)
                    .bind("id", conversation.value())
                    .execute();
        }
    }
}
