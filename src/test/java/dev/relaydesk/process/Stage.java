package dev.relaydesk.process;

import static org.awaitility.Awaitility.await;

import dev.relaydesk.testing.world.PgProxy;
import dev.relaydesk.testing.world.Postgres;
import dev.relaydesk.testing.world.Said;
import dev.relaydesk.testing.world.Service;
import dev.relaydesk.testing.world.Verdict;
import dev.relaydesk.testing.world.Webhook;
import dev.relaydesk.testing.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One PostgreSQL, one outside world, and one or more replicas of the service between them. */
final class Stage implements AutoCloseable {

    /** A replica and the way it takes to the database. */
    record Replica(Service service, PgProxy proxy) {}

    /** Limits off, times short: what takes a minute in life takes seconds here. */
    private static final Map<String, String> FAST = Map.ofEntries(
            Map.entry("RELAYDESK_TURN_QUIET_WINDOW", "300ms"),
            Map.entry("RELAYDESK_TURN_LEASE", "2s"),
            // Deaths come faster here than any rule against a message that kills its worker could allow for.
            Map.entry("RELAYDESK_TURN_MAX_CRASHES", "50"),
            Map.entry("RELAYDESK_LIMIT_CUSTOMER_PER_MINUTE", "0"),
            Map.entry("RELAYDESK_LIMIT_SPACE_PER_MINUTE", "0"),
            Map.entry("RELAYDESK_SPACE_CONCURRENCY", "0"),
            Map.entry("RELAYDESK_WHATSAPP_PAIR_INTERVAL", "0"),
            Map.entry("RELAYDESK_WHATSAPP_NUMBER_PER_SECOND", "0"),
            Map.entry("RELAYDESK_DELIVERY_CLAIM", "3s"),
            Map.entry("RELAYDESK_DELIVERY_EVIDENCE_WAIT", "6s"));

    /** It is started many times and never runs long. */
    private static final List<String> QUICK_START =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Postgres postgres = new Postgres(OptionalInt.empty());
    private final World world = new World();
    private final List<Replica> replicas = new ArrayList<>();

    Stage(int count, Map<String, String> more) throws IOException, InterruptedException {
        for (int i = 1; i <= count; i++) {
            PgProxy proxy = new PgProxy(postgres.port());
            Map<String, String> settings = new HashMap<>(FAST);
            settings.putAll(world.settings());
            settings.putAll(proxy.settings());
            settings.putAll(more);
            replicas.add(new Replica(new Service("replica-" + i, settings, QUICK_START, OptionalInt.empty()), proxy));
        }
        world.notify(webhooks());
    }

    World world() {
        return world;
    }

    Postgres postgres() {
        return postgres;
    }

    List<Replica> replicas() {
        return replicas;
    }

    Service service() {
        return replicas.getFirst().service();
    }

    PgProxy proxy() {
        return replicas.getFirst().proxy();
    }

    List<Webhook> webhooks() {
        return replicas.stream().map(replica -> replica.service().webhook()).toList();
    }

    /** The customer writes, and Meta notifies each replica once. */
    Said say(int customer, int sequence) {
        Said said = world.write(customer, sequence);
        world.courier().deliver(world.meta().messages(List.of(said)), webhooks(), 0);
        return said;
    }

    /** Waits until nothing is under way any more, outside or inside; then the ledger's verdict. */
    Verdict quiesce(Duration patience) {
        try {
            await("every acknowledged message is answered")
                    .atMost(patience)
                    .until(() -> world.courier().undelivered() == 0
                            && world.ledger().said().stream().allMatch(said -> said.sends() > 0));
            Rows rows = new Rows(postgres);
            await("no row is left half-done")
                    .atMost(patience)
                    .until(() -> world.courier().undelivered() == 0
                            && rows.unfinished().isEmpty());
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "\nverdict: " + Verdict.on(world.ledger()) + "\nunfinished: "
                            + new Rows(postgres).unfinished() + "\nnot as it should be: "
                            + new Rows(postgres).illegal() + "\n" + new Rows(postgres).undelivered()
                            + "\nstill undelivered: "
                            + world.courier().undelivered() + " of "
                            + world.courier().statuses() + "\n" + logs(),
                    e);
        }
        return Verdict.on(world.ledger());
    }

    String logs() {
        return String.join(
                "\n",
                replicas.stream().map(replica -> replica.service().tail(40)).toList());
    }

    @Override
    public void close() throws IOException {
        for (Replica replica : replicas) {
            replica.service().close();
            replica.proxy().close();
        }
        world.close();
        postgres.close();
    }
}
