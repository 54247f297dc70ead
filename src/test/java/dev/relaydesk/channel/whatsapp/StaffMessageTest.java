package dev.relaydesk.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.channel.whatsapp.StaffQueue.Waiting;
import dev.relaydesk.channel.whatsapp.simulator.GraphSimulator;
import dev.relaydesk.conversation.ConversationId;
import dev.relaydesk.delivery.SendResult;
import dev.relaydesk.handoff.Deed;
import dev.relaydesk.handoff.HandoffCard;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes to staff is what Meta takes, whatever customers write. */
class StaffMessageTest {

    private static final String HOSTILE =
            "\u202eana\r\n*2 customers are waiting*\n\t     \u0000" + "x\ud83d\ude00".repeat(900);
    private static final UUID NOTICE = UUID.randomUUID();

    private GraphSimulator graph;
    private GraphClient client;
    private WhatsAppAccount account;

    @BeforeEach
    void start() {
        graph = new GraphSimulator(
                "3011", "token", "secret", () -> URI.create("http://127.0.0.1:1/"), Clock.systemUTC());
        graph.start();
        client = new GraphClient(Duration.ofSeconds(5), Duration.ofSeconds(8));
        account = new WhatsAppAccount("3011", graph.baseUrl(), "v25.0", "token", List.of(), "verify");
    }

    @AfterEach
    void stop() {
        client.close();
        graph.close();
    }

    @Test
    void a_request_outside_the_window_is_a_template_whose_button_names_the_handoff() {
        HandoffCard card = card("Ana", "The parcel is lost");
        JsonNode sent = taken(StaffMessage.template("447700900555", NOTICE, "handoff_notice", "en", alone(card)));

        assertThat(sent.at("/template/components/0/parameters/0/text").asText())
                .isEqualTo("Ana (whatsapp): The parcel is lost");
        assertThat(StaffButton.read(
                        sent.at("/template/components/1/parameters/0/payload").asText()))
                .contains(new StaffButton("take", card.handoff()));
        assertThat(sent.path("biz_opaque_callback_data").asText()).isEqualTo("notice:" + NOTICE);
    }

    @Test
    void a_request_within_the_window_has_the_brief_and_a_button() {
        HandoffCard card = card("Ana", "The parcel is lost");
        JsonNode sent = taken(StaffMessage.request("447700900555", NOTICE, card, alone(card)));

        assertThat(sent.at("/interactive/body/text").asText())
                .contains("Ana", "The parcel is lost", "https://desk.example/c/1", "> customer: where is it?")
                .contains("Tried: refund (order: Ana) – failed (timeout)")
                .contains("Still open: cancel (order: 7) – unclear: it may have been done");
        assertThat(sent.at("/interactive/action/buttons/0/reply/title").asText())
                .isEqualTo("Take over");
    }

    @Test
    void however_long_and_odd_the_words_of_customers_are_each_message_keeps_to_the_limits() {
        HandoffCard card = card(HOSTILE, HOSTILE);
        List<Waiting> many = IntStream.range(0, 50)
                .mapToObj(_ -> new Waiting(UUID.randomUUID(), UUID.randomUUID(), StaffMessage.line(card)))
                .toList();

        taken(StaffMessage.template("447700900555", NOTICE, "handoff_notice", "en", alone(card)));
        taken(StaffMessage.template("447700900555", NOTICE, "handoff_notice", "en", many));
        JsonNode one = taken(StaffMessage.request("447700900555", NOTICE, card, alone(card)));
        JsonNode grouped = taken(StaffMessage.request("447700900555", NOTICE, card, many));
        taken(StaffMessage.text("447700900555", NOTICE, HOSTILE.repeat(9)));

        assertThat(one.at("/interactive/body/text").asText().lines().filter(line -> line.startsWith("*")))
                .containsExactly("*A customer is waiting*");
        assertThat(one.at("/interactive/action/buttons")).hasSize(1);
        assertThat(grouped.at("/interactive/action/buttons")).hasSize(3);
        assertThat(grouped.at("/interactive/body/text").asText()).contains("and 47 more");
    }

    @Test
    void a_button_that_is_not_ours_is_none() {
        for (String id :
                List.of("", "take", "take:", "take:1", "csat:9f31:yes", "take:" + "0".repeat(36), "TAKE:" + NOTICE)) {
            assertThat(StaffButton.read(id)).as(id).isEmpty();
        }
    }

    @Test
    void one_phone_is_one_number_however_it_is_written() {
        assertThat(PhoneNumber.read("+44 7700 900-555")).contains(new PhoneNumber("447700900555"));
        assertThat(PhoneNumber.read("07700 900555")).isEmpty();
        assertThat(PhoneNumber.read("somebody")).isEmpty();
        assertThat(new PhoneNumber("5511987654321").comparable())
                .isEqualTo(new PhoneNumber("551187654321").comparable());
        assertThat(new PhoneNumber("5215512345678").comparable())
                .isEqualTo(new PhoneNumber("525512345678").comparable());
        assertThat(new PhoneNumber("5491123456789").comparable())
                .isEqualTo(new PhoneNumber("541123456789").comparable());
    }

    private JsonNode taken(ObjectNode body) {
        assertThat(client.send(account, body, 1)).isInstanceOf(SendResult.Accepted.class);
        return graph.messages().getLast();
    }

    private static List<Waiting> alone(HandoffCard card) {
        return List.of(new Waiting(NOTICE, card.handoff(), StaffMessage.line(card)));
    }

    private static HandoffCard card(String customer, String summary) {
        return new HandoffCard(
                UUID.randomUUID(),
                new ConversationId(UUID.randomUUID()),
                customer,
                "whatsapp",
                Instant.EPOCH,
                "asked",
                "sales",
                "normal",
                summary,
                List.of(new Deed("refund (order: " + customer + ")", "failed (timeout)", false, Instant.EPOCH)),
                List.of(new Deed("cancel (order: 7)", "unclear: it may have been done", true, Instant.EPOCH)),
                Collections.nCopies(
                        6,
                        new HandoffCard.Line(
                                "customer", customer.equals("Ana") ? "where is it?" : customer, Instant.EPOCH)),
                "waiting",
                null,
                null,
                null,
                "https://desk.example/c/1");
    }
}
