package dev.relaydesk.handoff;

import dev.relaydesk.delivery.text.Text;
import dev.relaydesk.delivery.text.Texts;
import dev.relaydesk.delivery.text.Word;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What passes between us and the customer about a handoff: the words that ask for one, and ours. */
@ApplicationScoped
public class CustomerWords {

    private static final DateTimeFormatter OPENING = DateTimeFormatter.ofPattern("EEEE, HH:mm", Locale.ROOT);

    private final Texts texts;
    private final Duty duty;

    CustomerWords(Texts texts, Duty duty) {
        this.texts = texts;
        this.duty = duty;
    }

    /** The language in which one of the messages is nothing but the wish for a human; empty when none is. */
    public Optional<String> askForHuman(List<String> messages, @Nullable String language) {
        return messages.stream()
                .flatMap(message -> texts.hears(Word.HUMAN, message, language).stream())
                .findFirst();
    }

    /** What the customer is told when the conversation goes to a human: the truth about when one is there. */
    public String escalated(@Nullable String language) {
        return escalated(null, language);
    }

    /** The same when it is for a department, by that department's hours. */
    public String escalated(@Nullable String department, @Nullable String language) {
        return duty.opensAgain(department)
                .map(opens -> texts.of(
                        Text.OUTSIDE_HOURS,
                        language,
                        Map.of("opens", opens.format(OPENING.withLocale(texts.locale(language))))))
                .orElseGet(() -> texts.of(Text.ESCALATED, language));
    }

    String joined(String name, @Nullable String language) {
        return texts.of(Text.JOINED, language, Map.of("name", name));
    }

    String nobodyThere(@Nullable String language) {
        return texts.of(Text.NOBODY_THERE, language);
    }

    String botIsBack(@Nullable String language) {
        return texts.of(Text.BOT_IS_BACK, language);
    }
}
