package dev.relaydesk.testing.world;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What was said, asked and sent, as the outside saw it. */
public final class Ledger {

    private final Map<Token, Said> said = new ConcurrentHashMap<>();
    private final Map<Integer, Call> calls = new ConcurrentHashMap<>();
    private final Queue<Send> sends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger callNumbers = new AtomicInteger();
    private final LongAdder typingPosts = new LongAdder();

    public List<Said> said() {
        return List.copyOf(said.values());
    }

    public List<Call> calls() {
        return List.copyOf(calls.values());
    }

    /** The accepted messages in the order in which they were accepted. */
    public List<Send> sends() {
        return List.copyOf(sends);
    }

    /** Read marks and typing indicators. */
    public long typingPosts() {
        return typingPosts.sum();
    }

    public @Nullable Call call(int number) {
        return calls.get(number);
    }

    void say(Said message) {
        said.put(message.token(), message);
    }

    Call ask(@Nullable String frontend, @Nullable String backend, List<Token> tokens) {
        Call call = new Call(callNumbers.incrementAndGet(), frontend, backend, tokens, System.nanoTime());
        calls.put(call.number(), call);
        tokens.stream().map(said::get).filter(Objects::nonNull).forEach(it -> it.asked(call.arrivedAt()));
        return call;
    }

    void answer(Call call) {
        long now = System.nanoTime();
        call.left(now);
        call.tokens().stream().map(said::get).filter(Objects::nonNull).forEach(it -> it.thought(now));
    }

    void send(Send message) {
        sends.add(message);
        for (Token token : message.tokens()) {
            Said answered = said.get(token);
            if (answered != null) {
                answered.sent(message.arrivedAt());
            }
        }
    }

    void typing() {
        typingPosts.increment();
    }
}
