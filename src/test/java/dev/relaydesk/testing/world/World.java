package dev.relaydesk.testing.world;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything outside the service: its customers, Meta, and the model. */
public final class World implements Closeable {

    private static final String PHONE_NUMBER_ID = "301100224466880";
    private static final String APP_SECRET = "app-secret-of-the-fake-world";
    private static final String ACCESS_TOKEN = "EAAfakeworld";
    private static final String COLLECTION = "2f6d0c3a-9b41-4e57-8c20-1d5e7a90b3f4";

    private final FakeWrapper wrapper;
    private final FakeGraph graph;
    private final Meta meta = new Meta(APP_SECRET, PHONE_NUMBER_ID);
    private final Courier courier = new Courier();
    private final List<Webhook> replicas = new CopyOnWriteArrayList<>();
    private final AtomicInteger customers = new AtomicInteger();
    private final long startSecond = Instant.now().getEpochSecond() - 3_000;
    private volatile Ledger ledger = new Ledger();

    public World() throws IOException {
        wrapper = new FakeWrapper(this::ledger);
        graph = new FakeGraph(this::ledger, ACCESS_TOKEN);
    }

    public FakeWrapper wrapper() {
        return wrapper;
    }

    public FakeGraph graph() {
        return graph;
    }

    public Meta meta() {
        return meta;
    }

    public Courier courier() {
        return courier;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Forgets everything so far. Customers are new ones from here on. */
    public void turnPage() {
        ledger = new Ledger();
    }

    /** What the service has to be told about this world. */
    public Map<String, String> settings() {
        return Map.of(
                "RELAYDESK_SPACE_BASE_URL",
                wrapper.url(),
                "RELAYDESK_SPACE_ACCOUNT_NAME",
                "support-1",
                "RELAYDESK_SPACE_COLLECTION_UUID",
                COLLECTION,
                "RELAYDESK_WHATSAPP_API_URL",
                graph.url(),
                "RELAYDESK_WHATSAPP_PHONE_NUMBER_ID",
                PHONE_NUMBER_ID,
                "RELAYDESK_WHATSAPP_ACCESS_TOKEN",
                ACCESS_TOKEN,
                "RELAYDESK_WHATSAPP_APP_SECRET",
                APP_SECRET,
                "RELAYDESK_WHATSAPP_VERIFY_TOKEN",
                "verify-me");
    }

    /** Meta notifies these from now on. */
    public void notify(List<Webhook> webhooks) {
        replicas.clear();
        replicas.addAll(webhooks);
    }

    /** Meta reports sent, delivered and read for each message, in any order and in one or several notifications. */
    public void reportStatuses() {
        graph.reportTo(send -> {
            List<String> statuses = new ArrayList<>(List.of("sent", "delivered", "read"));
            ThreadLocalRandom random = ThreadLocalRandom.current();
            Collections.shuffle(statuses, random);
            if (random.nextBoolean()) {
                courier.deliver(meta.statuses(send, statuses), replicas, random.nextInt(300));
            } else {
                statuses.forEach(
                        status -> courier.deliver(meta.statuses(send, List.of(status)), replicas, random.nextInt(500)));
            }
        });
    }

    /** A number for a new customer. */
    public int newCustomer() {
        return customers.incrementAndGet();
    }

    /** The customer writes; nobody is told yet. Each message has a second of its own by the provider's clock. */
    public Said write(int customer, int sequence) {
        String nonce =
                Long.toString(ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36, 36L * 36 * 36 * 36 * 36), 36);
        Token token = new Token(customer, sequence, nonce);
        Said said = new Said(token, Meta.providerId(token), Instant.ofEpochSecond(startSecond + sequence));
        ledger.say(said);
        return said;
    }

    @Override
    public void close() throws IOException {
        courier.close();
        replicas.forEach(Webhook::close);
        wrapper.close();
        graph.close();
    }
}
