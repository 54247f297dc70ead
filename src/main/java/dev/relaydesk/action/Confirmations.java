package dev.relaydesk.action;

import dev.relaydesk.action.catalogue.ActionCatalogue;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.conversation.CustomerLanguage;
import dev.relaydesk.conversation.Speaker;
import dev.relaydesk.delivery.Choice;
import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.delivery.text.Word;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Asks the customer before something is done. The question is made of the stored parameters, and the answer is decided
 * here, not by the model: a button of this very question, or its code, from this customer, in this epoch, in time.
 */
@ApplicationScoped
class Confirmations {

    /** How long the customer may think (DESIGN part 8). */
    static final Duration VALID = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "confirm:";

    /** What the customer is asked. */
    record Question(String text, List<Choice> choices) {}

    sealed interface Answered {
        record Yes(Action action) implements Answered {}

        /** In a language; null when none is known. */
        record No(@Nullable String language) implements Answered {}

        record SomethingElse() implements Answered {}
    }

    private record Open(Action action, String nonce, boolean valid) {}

    private final ActionCatalogue catalogue;
    private final ActionRows rows;
    private final Texts texts;
    private final Speaker speaker;

    Confirmations(ActionCatalogue catalogue, ActionRows rows, Texts texts, Speaker speaker) {
        this.catalogue = catalogue;
        this.rows = rows;
        this.texts = texts;
        this.speaker = speaker;
    }

    /** Writes the question down; the conversation waits for its answer. */
    Question ask(Handle transaction, Action action) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        transaction
                .createUpdate("""
                        /* action.ask */
                        UPDATE action
                        SET state = 'awaiting_confirmation', nonce = :nonce,
                            answer_until = now() + :millis * interval '1 millisecond',
                            due_at = now() + :millis * interval '1 millisecond'
                        WHERE id = :id
                        """)
                .bind("id", action.id())
                .bind("nonce", nonce)
                .bind("millis", VALID.toMillis())
                .execute();
        speaker.awaitConfirmation(transaction, action.conversation());
        String language = action.language();
        String title = texts.name(action.name(), language)
                .orElseGet(() -> catalogue
                        .current()
                        .find(action.name())
                        .orElseThrow()
                        .definition()
                        .title());
        String parameters = LanguageParameter.without(action.name(), action.parameters()).properties().stream()
                .map(each -> "\n- " + texts.name(each.getKey(), language).orElse(each.getKey()) + ": "
                        + each.getValue().asText(each.getValue().toString()))
                .collect(Collectors.joining());
        String text = texts.of(Text.QUESTION, language, Map.of("title", title, "parameters", parameters))
                + "\n\n"
                + texts.of(Text.QUESTION_CODE, language, Map.of("code", code(nonce)));
        return new Question(
                text,
                List.of(
                        new Choice(PREFIX + nonce + ":yes", texts.of(Text.YES, language)),
                        new Choice(PREFIX + nonce + ":no", texts.of(Text.NO, language))));
    }

    /** Settles the open question. The conversation is the bot's again, whatever the answer. */
    Answered answer(Handle transaction, ConversationId conversation, List<CustomerWord> words) {
        Optional<Open> found = transaction
                .createQuery("SELECT " + ActionRows.COLUMNS + """
                        , nonce, answer_until > now() AND a.epoch = c.current AS valid
                        FROM action a,
                             LATERAL (SELECT epoch AS current FROM conversation_control
                                      WHERE conversation_control.conversation_id = a.conversation_id) c
                        WHERE a.conversation_id = :conversation AND state = 'awaiting_confirmation'
                        FOR UPDATE OF a
                        """)
                .bind("conversation", conversation.value())
                .map((row, _) -> new Open(rows.read(row), row.getString("nonce"), row.getBoolean("valid")))
                .findOne();
        speaker.confirmationOver(transaction, conversation, "answered");
        if (found.isEmpty()) {
            return new Answered.SomethingElse();
        }
        Open open = found.get();
        if (!open.valid()) {
            close(transaction, open.action(), "expired");
            return new Answered.SomethingElse();
        }
        CustomerWord last = words.getLast();
        String language = open.action().language();
        if (pressed(last, open.nonce(), "yes") || typed(last, code(open.nonce()))) {
            transaction
                    .createUpdate("UPDATE action SET state = 'validated', due_at = NULL, nonce = NULL WHERE id = :id")
                    .bind("id", open.action().id())
                    .execute();
            return new Answered.Yes(open.action());
        }
        close(transaction, open.action(), "cancelled");
        if (pressed(last, open.nonce(), "no")) {
            return new Answered.No(language);
        }
        Optional<String> said = last.choice() == null ? texts.hears(Word.NO, last.text(), language) : Optional.empty();
        said.ifPresent(now -> CustomerLanguage.turned(transaction, conversation, language, now));
        return said.<Answered>map(Answered.No::new).orElseGet(Answered.SomethingElse::new);
    }

    /** Takes back a question that nobody answered in time. Returns false when it was settled meanwhile. */
    boolean expire(Handle transaction, Action action) {
        if (!close(transaction, action, "expired")) {
            return false;
        }
        speaker.confirmationOver(transaction, action.conversation(), "expired");
        return true;
    }

    private static boolean close(Handle transaction, Action action, String state) {
        return transaction
                        .createUpdate("""
                                UPDATE action SET state = :state, counts = false, due_at = NULL, finished_at = now()
                                WHERE id = :id AND state = 'awaiting_confirmation'
                                """)
                        .bind("id", action.id())
                        .bind("state", state)
                        .execute()
                == 1;
    }

    private static boolean pressed(CustomerWord word, String nonce, String button) {
        return (PREFIX + nonce + ":" + button).equals(word.choice());
    }

    private static boolean typed(CustomerWord word, String code) {
        String text = word.text();
        return word.choice() == null && text != null && text.strip().equals(code);
    }

    /** What may be typed instead of pressed: six digits of the nonce. */
    private static String code(String nonce) {
        return "%06d".formatted(Long.parseLong(nonce.substring(0, 12), 16) % 1_000_000);
    }
}
