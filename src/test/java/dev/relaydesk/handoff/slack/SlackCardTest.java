package dev.relaydesk.handoff.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.model.Message;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.util.json.GsonFactory;
import dev.relaydesk.handoff.HandoffCard;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is posted is read back with the types of Slack's own library. */
class SlackCardTest {

    private final SlackCard card = new SlackCard("!");

    @Test
    void a_waiting_customer_can_be_taken_over_and_looked_at() {
        Message message = read(card.message(Cards.waiting("Grace", "My parcel has not arrived", "Where is it?")));

        assertThat(message.getText()).isEqualTo("Grace waits for a human: My parcel has not arrived");
        assertThat(message.getMetadata().getEventType()).isEqualTo("relaydesk_handoff");
        assertThat(message.getMetadata().getEventPayload()).containsEntry("handoff_id", Cards.HANDOFF.toString());
        assertThat(texts(message))
                .contains("*Wants:* My parcel has not arrived")
                .contains("*Tried:*\n• order status (order: Where is it?) – failed (timeout)")
                .contains("*Still open:*\n• refund (reason: Where is it?) – cancelled by this handoff")
                .contains(">*Customer:* Where is it?")
                .contains("Waiting since <!date^1790000000^{time}, {date_short_pretty}|")
                .contains("Begin with `!` to keep a message among us");
        assertThat(buttons(message))
                .extracting(ButtonElement::getActionId)
                .containsExactly("handoff.take", "handoff.open");
        assertThat(buttons(message).getFirst().getStyle()).isEqualTo("primary");
        assertThat(buttons(message)).allMatch(button -> button.getValue().equals(Cards.HANDOFF.toString()));
        assertThat(buttons(message).getLast().getUrl()).isEqualTo("https://desk.example.org/conversations/42");
    }

    @Test
    void once_taken_everybody_sees_by_whom_and_when_in_his_own_time() {
        Message message = read(card.message(Cards.taken("Ada <!channel>")));

        assertThat(texts(message))
                .contains("Taken by *Ada &lt;!channel&gt;* at <!date^1790000060^{time}, {date_short_pretty}|");
        assertThat(buttons(message))
                .extracting(ButtonElement::getActionId)
                .containsExactly("handoff.hand_back", "handoff.open");
    }

    @Test
    void an_ended_one_can_only_be_looked_at() {
        Message message = read(card.message(Cards.ended("Ada")));

        assertThat(buttons(message)).extracting(ButtonElement::getActionId).containsExactly("handoff.open");
        assertThat(texts(message)).contains("ended").doesNotContain("in this thread");
    }

    @Property(tries = 2_000, seed = "20261120")
    void nothing_a_customer_or_a_model_writes_is_markup_or_too_long(@ForAll("hostile") String text) {
        HandoffCard hostile = Cards.waiting(text, text, text);

        ObjectNode posted = card.message(hostile);
        Message message = read(posted);

        assertThat(texts(message).replaceAll("<!date\\^[0-9]+\\^\\{time}, \\{date_short_pretty}\\|[0-9: UTC-]+>", ""))
                .doesNotContain("<");
        assertThat(message.getText()).doesNotContain("<", ">").hasSizeLessThanOrEqualTo(300);
        for (LayoutBlock block : message.getBlocks()) {
            switch (block) {
                case HeaderBlock header ->
                    assertThat(header.getText().getText()).hasSizeBetween(1, 150);
                case SectionBlock section ->
                    assertThat(section.getText().getText()).hasSizeBetween(1, 3000);
                case ContextBlock context -> assertThat(context.getElements()).hasSizeBetween(1, 10);
                case ActionsBlock actions -> assertThat(actions.getBlockId()).hasSizeLessThanOrEqualTo(255);
                default -> throw new AssertionError("an unknown block: " + block.getType());
            }
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> tricks = Arbitraries.of(
                "<!channel>",
                "<!here|here>",
                "<@U0ADA>",
                "<https://evil.example|your bank>",
                "```",
                "\n",
                "*",
                "&lt;",
                "<!date^1^{time}|x>",
                "\0",
                "\ud83d",
                "😀",
                "@channel",
                "javascript:",
                ">",
                "&");
        return Arbitraries.oneOf(tricks, Arbitraries.strings().ofMaxLength(40))
                .list()
                .ofMaxSize(120)
                .map(parts -> String.join("", parts));
    }

    private static Message read(ObjectNode message) {
        return GsonFactory.createSnakeCase().fromJson(message.toString(), Message.class);
    }

    private static String texts(Message message) {
        return String.join(
                "\n",
                message.getBlocks().stream()
                        .flatMap(block -> switch (block) {
                            case SectionBlock section ->
                                Stream.of(section.getText().getText());
                            case ContextBlock context ->
                                context.getElements().stream().map(element -> ((MarkdownTextObject) element).getText());
                            default -> Stream.of();
                        })
                        .toList());
    }

    private static List<ButtonElement> buttons(Message message) {
        return message.getBlocks().stream()
                .filter(ActionsBlock.class::isInstance)
                .flatMap(block -> ((ActionsBlock) block).getElements().stream())
                .map(ButtonElement.class::cast)
                .toList();
    }
}
