package dev.relaydesk.channel.whatsapp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.relaydesk.channel.whatsapp.PhoneScreen.Bubble;
import dev.relaydesk.channel.whatsapp.PhoneScreen.Button;
import dev.relaydesk.channel.whatsapp.simulator.GraphSimulator;
import dev.relaydesk.platform.problem.ProblemType;
import dev.relaydesk.platform.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The phone of the playground's colleague: what it sends comes in as a signed notification to our own webhook. */
@ApplicationScoped
class ColleaguePhone {

    private static final int MOST_SHOWN = 100;

    private final SimulatedColleague colleague;
    private final SimulatedNumber business;
    private final Clock clock;
    /** What was written here; guarded by itself. */
    private final Deque<Bubble> written = new ArrayDeque<>();

    ColleaguePhone(SimulatedColleague colleague, SimulatedNumber business, Clock clock) {
        this.colleague = colleague;
        this.business = business;
        this.clock = clock;
    }

    /** The newest messages. */
    PhoneScreen screen() {
        GraphSimulator graph = graph();
        List<Bubble> mine;
        synchronized (written) {
            mine = List.copyOf(written);
        }
        List<Bubble> all = Stream.concat(
                        graph.taken().stream()
                                .filter(message -> message.to().equals(SimulatedColleague.NUMBER))
                                .map(PhoneScreen::received),
                        mine.stream())
                .sorted(Comparator.comparing(Bubble::at))
                .toList();
        return PhoneScreen.of(all.subList(Math.max(0, all.size() - MOST_SHOWN), all.size()));
    }

    /** Presses a button under a message. Returns whether the webhook took it. */
    boolean press(String message, String button) {
        Bubble under = screen().find(message).orElseThrow(ColleaguePhone::notShown);
        Button pressed = under.buttons().stream()
                .filter(each -> each.id().equals(button))
                .findFirst()
                .orElseThrow(ColleaguePhone::notShown);
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        if (pressed.template()) {
            content.put("type", "button")
                    .putObject("button")
                    .put("payload", pressed.id())
                    .put("text", pressed.title());
        } else {
            content.put("type", "interactive")
                    .putObject("interactive")
                    .put("type", "button_reply")
                    .putObject("button_reply")
                    .put("id", pressed.id())
                    .put("title", pressed.title());
        }
        return send(content, under, pressed.title());
    }

    /**
     * Writes a text. Returns whether the webhook took it.
     *
     * @param quoted the message that it answers; empty for none
     */
    boolean write(String text, String quoted) {
        Optional<Bubble> answered = quoted.isEmpty()
                ? Optional.empty()
                : Optional.of(screen().find(quoted).orElseThrow(ColleaguePhone::notShown));
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("type", "text");
        content.putObject("text").put("body", text);
        return send(content, answered.orElse(null), text);
    }

    private boolean send(ObjectNode content, @Nullable Bubble quoted, String shown) {
        String id = "wamid.colleague." + UUID.randomUUID();
        Instant now = clock.instant();
        content.put("id", id).put("timestamp", Long.toString(now.getEpochSecond()));
        if (quoted != null) {
            content.putObject("context")
                    .put("from", quoted.mine() ? SimulatedColleague.NUMBER : SimulatedNumber.PHONE_NUMBER_ID)
                    .put("id", quoted.id());
        }
        synchronized (written) {
            written.addLast(PhoneScreen.written(id, now, quoted, shown));
            if (written.size() > MOST_SHOWN) {
                written.removeFirst();
            }
        }
        return graph().bring(SimulatedColleague.NUMBER, "Colleague", content);
    }

    private GraphSimulator graph() {
        if (!colleague.isThere()) {
            throw new Refusal(ProblemType.NOT_FOUND, "No colleague's phone is played here");
        }
        return business.graph();
    }

    private static Refusal notShown() {
        return new Refusal(ProblemType.BAD_REQUEST, "The phone does not show that any more");
    }
}
