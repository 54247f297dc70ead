package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.channel.whatsapp.StaffPost.Word;
import dev.relaydesk.channel.whatsapp.WhatsAppTranslator.Translation;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.delivery.Receipt;
import dev.relaydesk.handoff.NoticeReceipts;
import dev.relaydesk.handoff.StaffEvent;
import dev.relaydesk.handoff.StaffInbox;
import dev.relaydesk.platform.json.BoundedJson.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes what comes from staff out of a body before it can be taken for a customer's, and stores it. */
@ApplicationScoped
class StaffDoor {

    private final StaffNumbers numbers;
    private final StaffBook book;
    private final StaffInbox inbox;
    private final NoticeReceipts notices;

    StaffDoor(StaffNumbers numbers, StaffBook book, StaffInbox inbox, NoticeReceipts notices) {
        this.numbers = numbers;
        this.book = book;
        this.inbox = inbox;
        this.notices = notices;
    }

    /** The same body, with all that is of staff set apart. What they sent is kept as it came, and never answered. */
    Translation separate(Translation translation) {
        var words = new ArrayList<Word>();
        var events = new ArrayList<InboundEvent>();
        for (InboundEvent event : translation.events()) {
            Optional<String> number = numbers.find(event.senderKeys());
            number.flatMap(found -> word(event, found)).ifPresent(words::add);
            events.add(number.isPresent() ? WhatsAppMessage.unanswered(event) : event);
        }
        var ours = translation.receipts().stream().filter(StaffDoor::isOfNotice).toList();
        var others = translation.receipts().stream()
                .filter(each -> !isOfNotice(each))
                .toList();
        return new Translation(events, others, new StaffPost(words, ours));
    }

    /** Stores it in the caller's transaction, in an order that is the same on every replica. */
    void accept(Handle transaction, List<StaffPost> posts) {
        posts.stream()
                .flatMap(post -> post.words().stream())
                .sorted(Comparator.comparing(Word::number).thenComparing(Word::providerId))
                .forEach(word -> {
                    book.wrote(transaction, word);
                    StaffEvent event = word.event();
                    if (event != null) {
                        inbox.accept(transaction, event);
                    }
                });
        posts.stream()
                .flatMap(post -> post.receipts().stream())
                .flatMap(receipt -> book.told(transaction, receipt).stream())
                .sorted(Comparator.comparing(NoticeReceipts.Report::notice))
                .forEach(report -> notices.accept(transaction, report));
    }

    private static boolean isOfNotice(Receipt receipt) {
        String correlation = receipt.correlationId();
        return correlation != null && correlation.startsWith(StaffMessage.CORRELATION);
    }

    /** Empty for what says nothing: a reaction, an edit, a message in a group. */
    private static Optional<Word> word(InboundEvent event, String number) {
        return switch (event.kind()) {
            case MESSAGE, UNREADABLE ->
                Optional.of(new Word(
                        event.account(),
                        number,
                        event.senderKeys().stream()
                                .filter(key -> !key.startsWith("phone:"))
                                .toList(),
                        event.saidAt(),
                        event.providerId(),
                        said(event, number)));
            case EDIT, REVOKE, NUMBER_CHANGE, ECHO, REACTION, STORED -> Optional.empty();
        };
    }

    /** Null for what is neither text nor one of our buttons: nothing of it could be passed on. */
    private static @Nullable StaffEvent said(InboundEvent event, String number) {
        Optional<StaffButton> button = StaffButton.read(event.choiceId());
        String text = event.text();
        if (button.isEmpty() && (text == null || !"text".equals(event.messageKind()))) {
            return null;
        }
        return new StaffEvent(
                WhatsAppTranslator.CHANNEL,
                event.providerId(),
                button.isPresent() ? StaffEvent.Kind.PRESS : StaffEvent.Kind.TEXT,
                number,
                quoted(event.payload()),
                button.map(StaffButton::handoff).orElse(null),
                null,
                button.map(StaffButton::value).orElse(text == null ? "" : text));
    }

    /** The message that was answered; a forwarded one names none. */
    private static @Nullable String quoted(String payload) {
        try {
            JsonNode message = Sane.BODY.object(payload.getBytes(StandardCharsets.UTF_8));
            return Sane.id(message.path("context"), "id");
        } catch (Unreadable _) {
            return null;
        }
    }
}
