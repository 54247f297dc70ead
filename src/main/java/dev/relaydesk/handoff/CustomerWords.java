package dev.relaydesk.handoff;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What passes between us and the customer about a handoff: the words that ask for one, and ours. */
@ApplicationScoped
public class CustomerWords {

    private static final DateTimeFormatter OPENING = DateTimeFormatter.ofPattern("EEEE, HH:mm", Locale.ENGLISH);

    private final HandoffConfig config;
    private final HandoffTexts texts;
    private final Clock clock;

    CustomerWords(HandoffConfig config, HandoffTexts texts, Clock clock) {
        this.config = config;
        this.texts = texts;
        this.clock = clock;
    }

    /** Whether one of the messages is nothing but the wish for a human. */
    public boolean askForHuman(List<String> messages) {
        return messages.stream()
                .map(text -> text.strip().replaceAll("[.!?¡¿]+", "").strip())
                .anyMatch(text -> config.words().stream().anyMatch(text::equalsIgnoreCase));
    }

    /** What the customer is told when the conversation goes to a human: the truth about when one is there. */
    public String escalated() {
        ZonedDateTime now = clock.instant().atZone(config.zone());
        return config.hours()
                .filter(hours -> !hours.isOpen(now))
                .map(hours -> texts.outsideHours()
                        .replace("{opens}", hours.opensAfter(now).format(OPENING)))
                .orElseGet(texts::escalated);
    }

    String joined(String name) {
        return texts.joined().replace("{name}", name);
    }

    String nobodyThere() {
        return texts.nobodyThere();
    }

    String botIsBack() {
        return texts.botIsBack();
    }
}
