package dev.relaydesk.handoff.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.handoff.Notice;
import dev.relaydesk.handoff.NoticeResult;
import dev.relaydesk.handoff.Notifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells staff in a channel of Slack's; everything that belongs to one handoff stands in one thread. */
@ApplicationScoped
class SlackNotifier implements Notifier {

    static final String CHANNEL = "slack";

    /** Slack cuts a text off at 40,000 characters. */
    private static final int LONGEST = 39_000;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,100}@[^@\\s]{1,150}");

    private final Supplier<Optional<SlackAccount>> app;
    private final SlackClient client;
    private final SlackCard card;

    @Inject
    SlackNotifier(SlackApp app, SlackClient client, SlackConfig config) {
        this(app::account, client, config);
    }

    SlackNotifier(Supplier<Optional<SlackAccount>> app, SlackClient client, SlackConfig config) {
        this.app = app;
        this.client = client;
        this.card = new SlackCard(config.notePrefix());
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public boolean isBridge() {
        return true;
    }

    @Override
    public List<Recipient> recipients(Handle handle, @Nullable String department) {
        return app.get().flatMap(account -> account.channelOf(department)).stream()
                .map(id -> new Recipient(id, null))
                .toList();
    }

    @Override
    public NoticeResult send(Notice notice) {
        Optional<SlackAccount> account = app.get();
        if (account.isEmpty()) {
            return new NoticeResult.Failed("not-set-up", "Slack is not set up");
        }
        return switch (notice.kind()) {
            case REQUEST -> post(account.get(), "chat.postMessage", card.message(notice.card()), notice);
            case UPDATE -> update(account.get(), notice);
            case REMINDER -> remind(account.get(), notice);
            case CUSTOMER -> inThread(account.get(), notice, customerSaid(notice));
            case KEPT -> react(account.get(), notice, "lock");
            case WENT_OUT -> react(account.get(), notice, "white_check_mark");
            case NOT_SENT -> notSent(account.get(), notice);
            case AGENT -> inThread(account.get(), notice, SlackText.quoted(orEmpty(notice.text()), LONGEST));
            case ANSWER -> answer(account.get(), notice);
        };
    }

    /** One who belongs to this workspace and whose address Slack has confirmed. */
    @Override
    public Optional<String> emailOf(String staffKey) {
        return app.get()
                .filter(_ -> SlackInbound.USER.matcher(staffKey).matches())
                .flatMap(account -> {
                    JsonNode user = client.user(account, staffKey).body().path("user");
                    boolean stranger = user.path("deleted").asBoolean()
                            || user.path("is_bot").asBoolean()
                            || user.path("is_stranger").asBoolean()
                            || user.path("is_restricted").asBoolean()
                            || !user.path("is_email_confirmed").asBoolean(true)
                            || account.teamId() != null
                                    && !account.teamId()
                                            .equals(user.path("team_id").asText());
                    return stranger
                            ? Optional.empty()
                            : Optional.ofNullable(SlackJson.field(user.path("profile"), "email", EMAIL));
                });
    }

    private NoticeResult update(SlackAccount account, Notice notice) {
        if (notice.parent() == null || notice.place() == null) {
            return new NoticeResult.Skipped();
        }
        ObjectNode message =
                card.message(notice.card()).put("channel", notice.place()).put("ts", notice.parent());
        return sent(client.post(account, "chat.update", message), notice.place(), notice.attempt());
    }

    /** The whole channel sees it, not only those who follow the thread. */
    private NoticeResult remind(SlackAccount account, Notice notice) {
        ObjectNode message = said(":bell: " + SlackText.escaped(orEmpty(notice.text()), LONGEST - 10));
        if (notice.parent() != null) {
            message.put("reply_broadcast", true);
        }
        return post(account, "chat.postMessage", message, notice);
    }

    /** On the colleague's own message. One that is there already is as good. */
    private NoticeResult react(SlackAccount account, Notice notice, String emoji) {
        ObjectNode mark = mark(notice.recipient(), emoji);
        SlackAnswer answer = client.post(account, "reactions.add", mark);
        return answer.isOk() || answer.error().equals("already_reacted")
                ? new NoticeResult.Sent(
                        mark.path("timestamp").asText(), mark.path("channel").asText())
                : answer.failure(notice.attempt());
    }

    /** The body of {@code reactions.add}; {@code spot} is a channel and a message in it, with a colon between. */
    static ObjectNode mark(String spot, String emoji) {
        String[] parts = spot.split(":", 2);
        return JsonNodeFactory.instance
                .objectNode()
                .put("channel", parts[0])
                .put("timestamp", parts[1])
                .put("name", emoji);
    }

    /** A cross for everybody, and why. The cross comes again harmlessly when the line has to. */
    private NoticeResult notSent(SlackAccount account, Notice notice) {
        NoticeResult crossed = react(account, notice, "x");
        if (notice.text() == null || !(crossed instanceof NoticeResult.Sent)) {
            return crossed;
        }
        return inThread(
                account, notice, ":x: Not sent to the customer. " + SlackText.escaped(notice.text(), LONGEST - 100));
    }

    private NoticeResult inThread(SlackAccount account, Notice notice, String text) {
        return notice.parent() == null
                ? new NoticeResult.Skipped()
                : post(account, "chat.postMessage", said(text), notice);
    }

    private NoticeResult answer(SlackAccount account, Notice notice) {
        String[] whom = notice.recipient().split(":", 2);
        ObjectNode message = said(SlackText.escaped(orEmpty(notice.text()), LONGEST));
        if (whom.length == 1) {
            return post(account, "chat.postMessage", message, notice);
        }
        message.put("channel", whom[0]).put("user", whom[1]);
        if (notice.parent() != null) {
            message.put("thread_ts", notice.parent());
        }
        return sent(client.post(account, "chat.postEphemeral", message), whom[0], notice.attempt());
    }

    private NoticeResult post(SlackAccount account, String method, ObjectNode message, Notice notice) {
        message.put("channel", notice.place() == null ? notice.recipient() : notice.place());
        if (notice.parent() != null) {
            message.put("thread_ts", notice.parent());
        }
        return sent(client.post(account, method, message), notice.recipient(), notice.attempt());
    }

    private static NoticeResult sent(SlackAnswer answer, String channel, int attempt) {
        if (!answer.isOk()) {
            return answer.failure(attempt);
        }
        String ts = SlackJson.field(answer.body(), "ts", SlackInbound.TS);
        String ephemeral = SlackJson.field(answer.body(), "message_ts", SlackInbound.TS);
        String place = SlackJson.field(answer.body(), "channel", SlackSettings.CHANNEL);
        String id = ts == null ? ephemeral : ts;
        return id == null
                ? new NoticeResult.Failed("no-ts", "Slack took it and did not say as what")
                : new NoticeResult.Sent(id, place == null ? channel : place);
    }

    private static String customerSaid(Notice notice) {
        String text = SlackText.quoted(orEmpty(notice.text()), LONGEST - 300);
        return "*" + SlackText.inLine(notice.card().customer(), 200) + "*\n" + text;
    }

    private static ObjectNode said(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("text", text)
                .put("unfurl_links", false)
                .put("unfurl_media", false);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
