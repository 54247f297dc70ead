package dev.relaydesk.research.engine.space;

import dev.relaydesk.platform.settings.StartRefused;
import dev.relaydesk.space.AnswerListener;
import dev.relaydesk.space.Question;
import dev.relaydesk.space.Reply;
import dev.relaydesk.space.SpaceAnswer;
import dev.relaydesk.space.SpaceFailure;
import dev.relaydesk.space.SpaceGateway;
import dev.relaydesk.space.SpaceRef;
import dev.relaydesk.space.ThreadRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks the Space on behalf of research. All runs of this process together ask no more at once than the setting says, so
 * that customers find a place.
 */
@ApplicationScoped
public class SpaceTalk {

    /** Of the request line, for everything but the prompt. */
    private static final int OTHER_PARAMETERS = 1_500;

    private static final int LONGEST_ANSWER = 60_000;

    private final SpaceGateway gateway;
    private final Optional<String> collection;
    private final Semaphore places;

    SpaceTalk(
            SpaceGateway gateway,
            @ConfigProperty(name = "relaydesk.research.collection-uuid") Optional<String> collection,
            @ConfigProperty(name = "relaydesk.research.parallel", defaultValue = "3") int parallel) {
        if (parallel < 1) {
            throw new StartRefused("relaydesk.research.parallel must be at least 1, not " + parallel);
        }
        this.gateway = gateway;
        this.collection = collection;
        places = new Semaphore(parallel, true);
    }

    public static ThreadRef newThread() {
        return new ThreadRef(UUID.randomUUID(), null);
    }

    /** Bytes that a prompt may take in a URL. */
    public int room() {
        return Math.max(0, gateway.maxUrlBytes() - OTHER_PARAMETERS);
    }

    /**
     * Asks once, in the mode of the settings.
     *
     * @param source of {@code web}, {@code scholar}, {@code social}
     */
    public Told ask(String prompt, String source, ThreadRef thread) throws InterruptedException {
        SpaceRef space = space(gateway.defaultSpace().mode(), List.of(source));
        return told(() -> gateway.ask(new Question(prompt, space, thread, UUID.randomUUID())));
    }

    /**
     * Asks once in the mode that researches for minutes. Streamed, because a stream may take longer than a reply, and
     * its silences are noticed.
     */
    Told research(String prompt, ThreadRef thread, AnswerListener listener) throws InterruptedException {
        SpaceRef space = space("deep research", List.of("web"));
        return told(() -> gateway.stream(new Question(prompt, space, thread, UUID.randomUUID()), listener));
    }

    private SpaceRef space(String mode, List<String> sources) {
        SpaceRef usual = gateway.defaultSpace();
        return new SpaceRef(usual.account(), collection.orElse(null), mode, sources, usual.language());
    }

    private Told told(Supplier<SpaceAnswer> question) throws InterruptedException {
        places.acquire();
        SpaceAnswer answer;
        try {
            answer = question.get();
        } finally {
            places.release();
        }
        // Whoever reads from the network then hears of an interruption only as a failure.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return switch (answer) {
            case Reply reply ->
                new Told.Answered(Quoted.shortened(reply.text(), LONGEST_ANSWER), reply.citations(), reply.thread());
            case SpaceFailure.Deferred it -> new Told.Busy(it.reason(), it.retryAfter());
            case SpaceFailure.Throttled it -> new Told.Busy(it.reason(), it.retryAfter());
            case SpaceFailure.SessionRefused it -> new Told.Closed(it.reason());
            case SpaceFailure.Retryable it -> new Told.Unanswered(it.reason(), true);
            case SpaceFailure.Incomplete it -> new Told.Unanswered(it.reason(), true);
            case SpaceFailure.Permanent it -> new Told.Unanswered(it.reason(), false);
        };
    }
}
