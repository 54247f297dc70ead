package dev.relaydesk.handoff.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.request.reactions.ReactionsAddRequest;
import com.slack.api.util.json.GsonFactory;
import dev.relaydesk.handoff.Notice.Kind;
import dev.relaydesk.handoff.NoticeResult;
import dev.relaydesk.handoff.NoticeResult.Sent;
import dev.relaydesk.handoff.slack.simulator.SlackMessage;
import dev.relaydesk.handoff.slack.simulator.SlackSimulator;
import dev.relaydesk.handoff.slack.simulator.SlackUser;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the simulator, over HTTP. */
class SlackNotifierTest {

    private static final String CHANNEL = SlackSimulator.CHANNEL;
    private static final SlackUser ADA = new SlackUser("U0ADA", "Ada", "ada@example.org");

    private final SlackSimulator slack = SlackSimulator.start(
            () -> URI.create("http://127.0.0.1:1/"), () -> SlackUser.workspace(List.of(ADA)), Clock.systemUTC());
    private final SlackClient client = new SlackClient(SlackTestSettings.NONE);
    private final SlackNotifier notifier =
            new SlackNotifier(() -> Optional.of(account()), client, SlackTestSettings.NONE);

    @AfterEach
    void end() {
        client.close();
        slack.close();
    }

    @Test
    void a_request_stands_in_the_channel_and_what_follows_in_its_thread() {
        Sent request = sent(Kind.REQUEST, CHANNEL, null, null);
        sent(Kind.CUSTOMER, CHANNEL, request.providerId(), "Hello?\n*Ada:* done <!channel>");
        sent(Kind.AGENT, CHANNEL, request.providerId(), "Ben: I am here");
        sent(Kind.REMINDER, CHANNEL, request.providerId(), "Still waiting");

        List<SlackMessage> messages = slack.messages();
        assertThat(request.place()).isEqualTo(CHANNEL);
        assertThat(messages)
                .extracting(SlackMessage::thread)
                .containsExactly(null, request.providerId(), request.providerId(), request.providerId());
        assertThat(text(messages.get(1))).isEqualTo("*Grace*\n>Hello?\n>*Ada:* done &lt;!channel&gt;");
        assertThat(text(messages.get(2))).isEqualTo(">Ben: I am here");
        assertThat(messages.get(3).content().path("reply_broadcast").asBoolean())
                .isTrue();
        assertThat(messages)
                .allMatch(message -> !message.content().path("unfurl_links").asBoolean(true));
    }

    @Test
    void the_card_is_rewritten_for_everybody_once_somebody_has_taken_it() {
        Sent request = sent(Kind.REQUEST, CHANNEL, null, null);

        notifier.send(Cards.notice(Kind.UPDATE, CHANNEL, request.providerId(), Cards.taken("Ada"), null));

        assertThat(slack.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.content().toString())
                        .contains("Taken by *Ada*", "handoff.hand_back")
                        .doesNotContain("handoff.take"));
    }

    @Test
    void an_answer_to_one_colleague_is_seen_by_that_one_alone() {
        Sent request = sent(Kind.REQUEST, CHANNEL, null, null);
        sent(Kind.ANSWER, CHANNEL + ":U0ADA", request.providerId(), "Ben was first");

        assertThat(slack.messages().getLast().onlyFor()).isEqualTo("U0ADA");
        assertThat(slack.messages().getLast().thread()).isEqualTo(request.providerId());
    }

    @Test
    void what_became_of_a_colleagues_message_stands_on_it() {
        Sent request = sent(Kind.REQUEST, CHANNEL, null, null);
        String own =
                sent(Kind.AGENT, CHANNEL, request.providerId(), "I am here").providerId();

        sent(Kind.WENT_OUT, CHANNEL + ":" + own, request.providerId(), null);
        sent(Kind.WENT_OUT, CHANNEL + ":" + own, request.providerId(), null);
        sent(Kind.KEPT, CHANNEL + ":" + own, request.providerId(), null);
        sent(Kind.NOT_SENT, CHANNEL + ":" + own, request.providerId(), null);
        assertThat(slack.find(own).orElseThrow().reactions()).containsExactly("white_check_mark", "lock", "x");
        assertThat(slack.messages()).hasSize(2);

        sent(Kind.NOT_SENT, CHANNEL + ":" + own, request.providerId(), "Too late <!channel>");
        assertThat(slack.messages().getLast().thread()).isEqualTo(request.providerId());
        assertThat(text(slack.messages().getLast()))
                .isEqualTo(":x: Not sent to the customer. Too late &lt;!channel&gt;");
    }

    @Test
    void a_mark_is_asked_for_in_slacks_own_words() {
        String own = sent(Kind.REQUEST, CHANNEL, null, null).providerId();

        ReactionsAddRequest asked = GsonFactory.createSnakeCase()
                .fromJson(SlackNotifier.mark(CHANNEL + ":" + own, "x").toString(), ReactionsAddRequest.class);

        assertThat(asked.getChannel()).isEqualTo(CHANNEL);
        assertThat(asked.getTimestamp()).isEqualTo(own);
        assertThat(asked.getName()).isEqualTo("x");
    }

    @Test
    void what_has_no_message_to_belong_to_is_left_out() {
        assertThat(notifier.send(Cards.notice(Kind.UPDATE, CHANNEL, null, Cards.taken("Ada"), null)))
                .isEqualTo(new NoticeResult.Skipped());
        assertThat(notifier.send(Cards.notice(Kind.CUSTOMER, CHANNEL, null, Cards.taken("Ada"), "Hello")))
                .isEqualTo(new NoticeResult.Skipped());
    }

    @Test
    void a_longest_message_full_of_markup_arrives_whole() {
        Sent request = sent(Kind.REQUEST, CHANNEL, null, null);
        String long4096 = "&".repeat(4096);

        sent(Kind.CUSTOMER, CHANNEL, request.providerId(), long4096);

        assertThat(text(slack.messages().getLast())).contains("&amp;".repeat(4096));
    }

    @Test
    void slacks_troubles_are_told_apart() {
        slack.play("not_in_channel");
        assertThat(request()).isEqualTo(new NoticeResult.Failed("not_in_channel", "Slack refused it: not_in_channel"));
        slack.play("ratelimited");
        assertThat(request())
                .isInstanceOf(NoticeResult.TryLater.class)
                .extracting("after.seconds")
                .isEqualTo(3L);
        slack.play("http-503");
        assertThat(request()).isInstanceOf(NoticeResult.TryLater.class);
        slack.close();
        assertThat(request())
                .isInstanceOf(NoticeResult.TryLater.class)
                .extracting("code")
                .isEqualTo("no-answer");
    }

    @Test
    void a_colleague_is_known_by_the_address_that_slack_has_of_him() {
        assertThat(notifier.emailOf("U0ADA")).hasValue("ada@example.org");
        assertThat(notifier.emailOf("U0NOBODY")).isEmpty();
        assertThat(notifier.emailOf("U1&token=x")).isEmpty();
    }

    private NoticeResult request() {
        return notifier.send(Cards.notice(Kind.REQUEST, CHANNEL, null, Cards.waiting("Grace", null, "Hello"), null));
    }

    private Sent sent(Kind kind, String recipient, @Nullable String parent, @Nullable String text) {
        NoticeResult result =
                notifier.send(Cards.notice(kind, recipient, parent, Cards.waiting("Grace", null, "Hello"), text));
        assertThat(result).isInstanceOf(Sent.class);
        return (Sent) result;
    }

    private static String text(SlackMessage message) {
        JsonNode text = message.content().path("text");
        return text.asText();
    }

    private SlackAccount account() {
        return new SlackAccount(
                slack.apiUrl(),
                slack.botToken(),
                List.of(new SlackSignature(slack.signingSecret())),
                CHANNEL,
                Map.of(),
                SlackSimulator.APP,
                SlackSimulator.TEAM);
    }
}
