package dev.relaydesk.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.testing.world.FakeGraph;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Token;
import dev.relaydesk.testing.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Customers who write, a bot that answers, and staff who take over in the middle of it and hand back. */
final class TakeoverRace {

    /** A replica was away from here to there. */
    record Death(long from, long until) {}

    /** Longer than it takes to kill the sender. */
    private static final Duration DEADLY_WIRE = Duration.ofMillis(1_500);

    private final Stage stage;
    private final Rows rows;
    private final int killEvery;
    private final Map<Token, Landing> aims = new ConcurrentHashMap<>();
    private final Set<Token> deadly = ConcurrentHashMap.newKeySet();
    private final Queue<Takeover> takeovers = new ConcurrentLinkedQueue<>();
    private final Queue<Death> deaths = new ConcurrentLinkedQueue<>();
    private final ReentrantLock scythe = new ReentrantLock();

    /**
     * Sets the stage.
     *
     * @param killEvery each takeover whose number this divides costs a replica its life
     */
    TakeoverRace(Stage stage, int killEvery) {
        this.stage = stage;
        this.killEvery = killEvery;
        rows = new Rows(stage.postgres());
        World world = stage.world();
        world.wrapper().thinksFor(Landing.THOUGHT, Duration.ofMillis(20));
        world.wrapper().actsOn(this::answer);
        world.graph().firstTryMeets(this::behaviour);
        world.graph().takes(this::latency);
        stage.replicas().forEach(replica -> replica.proxy().pauseAt(Landing.STRETCHES));
    }

    List<Takeover> takeovers() {
        return List.copyOf(takeovers);
    }

    List<Death> deaths() {
        return List.copyOf(deaths);
    }

    /** A new customer, who is taken over as long as there are takeovers left. */
    void customer(Agent agent, AtomicInteger left) throws InterruptedException, IOException {
        int customer = stage.world().newCustomer();
        UUID conversation = greet(customer);
        int sequence = 1;
        for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
            sequence++;
            if (number % killEvery == 0) {
                takeovers.add(takeOverFromTheDead(agent, conversation, customer, sequence));
            } else {
                Said said = write(customer, sequence, aim(number));
                aim(number).await(said);
                takeovers.add(takeOver(agent, conversation, said, false));
            }
            if (number % 1_000 == 0) {
                System.out.println(number + " takeovers to go");
            }
            Agent.Answer back = agent.insists(conversation, "handback");
            assertThat(back.status()).as("handed back: %s", back.body()).isEqualTo(200);
        }
    }

    /** The first message, answered. Returns the conversation. */
    UUID greet(int customer) throws InterruptedException {
        Said said = write(customer, 1, Landing.ANY);
        assertThat(said.awaitAnswer(30, TimeUnit.SECONDS))
                .as("%s is answered\n%s", said.token(), stage.logs())
                .isTrue();
        return rows.conversationOf(said);
    }

    Said write(int customer, int sequence, Landing aim) {
        return tell(stage.world().write(customer, sequence), aim);
    }

    private Said tell(Said said, Landing aim) {
        aims.put(said.token(), aim);
        stage.world().courier().deliver(stage.world().meta().messages(List.of(said)), stage.webhooks(), 0);
        return said;
    }

    private Takeover takeOver(Agent agent, UUID conversation, Said said, boolean died) throws InterruptedException {
        long openBefore = rows.openTextsOf(conversation);
        long calledAt = System.nanoTime();
        Agent.Answer taken = agent.insists(conversation, "takeover");
        assertThat(taken.status()).as("taken over: %s", taken.body()).isEqualTo(200);
        long open = rows.openTextsOf(conversation);
        Thread.sleep(ThreadLocalRandom.current().nextInt(died ? 5_000 : 200));
        boolean unresolved = taken.body().path("unresolved").asBoolean();
        return new Takeover(
                aim(said.token()), said, calledAt, taken.at(), unresolved, openBefore, open, System.nanoTime(), died);
    }

    /** A message is on the wire, and one of the replicas dies: its sender, or the other. One at a time, so that one goes on. */
    private Takeover takeOverFromTheDead(Agent agent, UUID conversation, int customer, int sequence)
            throws InterruptedException, IOException {
        scythe.lock();
        try {
            Said said = stage.world().write(customer, sequence);
            deadly.add(said.token());
            tell(said, Landing.ON_THE_WIRE);
            Landing.ON_THE_WIRE.await(said);
            long from = System.nanoTime();
            Stage.Replica victim = stage.replicas()
                    .get(ThreadLocalRandom.current().nextInt(stage.replicas().size()));
            victim.service().kill();
            try {
                return takeOver(agent, conversation, said, true);
            } finally {
                victim.service().startAgain();
                victim.service().awaitReady();
                deaths.add(new Death(from, System.nanoTime()));
            }
        } finally {
            scythe.unlock();
        }
    }

    private static Landing aim(int number) {
        Landing[] all = Landing.values();
        return all[number % all.length];
    }

    private Landing aim(Token token) {
        return aims.getOrDefault(token, Landing.ANY);
    }

    /** What the bot says carries the customer's token in each part; nothing else that is said does. */
    private String answer(Token token) {
        String line = "I am looking into it for you, and %s is what I look at.\n\n".formatted(token);
        return line.repeat(aim(token) == Landing.BETWEEN_PARTS ? 90 : 1);
    }

    private FakeGraph.Behaviour behaviour(String text) {
        return Token.in(text).stream().anyMatch(token -> aim(token) == Landing.WHILE_UNKNOWN)
                ? FakeGraph.Behaviour.ACCEPT_AND_CUT
                : FakeGraph.Behaviour.ACCEPT;
    }

    private Duration latency(String text) {
        return Token.in(text).stream().anyMatch(deadly::contains) ? DEADLY_WIRE : Landing.WIRE;
    }
}
