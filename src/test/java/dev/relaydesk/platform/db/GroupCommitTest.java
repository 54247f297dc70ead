package dev.relaydesk.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final Semaphore gate = new Semaphore(0);
    private final List<List<String>> rounds = new CopyOnWriteArrayList<>();
    private final Set<String> unstorable = Set.of("bad");

    private final GroupCommit<String, String> commits = new GroupCommit<>(items -> {
        rounds.add(items);
        gate.acquireUninterruptibly();
        if (items.contains("away")) {
            throw new SqlFailure(new SQLException("the database is away", "08006"));
        }
        if (items.stream().anyMatch(unstorable::contains)) {
            throw new SqlFailure(new SQLException("a value is too long", "22001"));
        }
        return items.stream().map(item -> item + " is stored").toList();
    });

    @Test
    void what_comes_while_a_round_is_under_way_is_one_round() {
        CompletableFuture<String> first = submit("first");
        await().until(() -> rounds.size() == 1);
        List<CompletableFuture<String>> others =
                IntStream.range(0, 50).mapToObj(i -> submit("other " + i)).toList();
        await().until(() -> commits.waiting() == 50);

        gate.release(2);

        assertThat(first.join()).isEqualTo("first is stored");
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).join()).isEqualTo("other " + i + " is stored");
        }
        assertThat(rounds).hasSize(2);
    }

    @Test
    void what_cannot_be_stored_does_not_take_its_neighbours_with_it() {
        CompletableFuture<String> good = submit("first");
        await().until(() -> rounds.size() == 1);
        CompletableFuture<String> bad = submit("bad");
        CompletableFuture<String> neighbour = submit("neighbour");
        await().until(() -> commits.waiting() == 2);

        gate.release(4);

        assertThat(good.join()).isEqualTo("first is stored");
        assertThat(neighbour.join()).isEqualTo("neighbour is stored");
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasMessageContaining("too long");
    }

    @Test
    void when_the_database_is_away_all_are_told_at_once_and_the_next_goes_on() {
        CompletableFuture<String> good = submit("first");
        await().until(() -> rounds.size() == 1);
        List<CompletableFuture<String>> stranded = new ArrayList<>(List.of(submit("away"), submit("with it")));
        await().until(() -> commits.waiting() == 2);
        gate.release(2);

        stranded.forEach(it -> assertThatThrownBy(it::join).hasMessageContaining("away"));
        assertThat(good.join()).isEqualTo("first is stored");
        assertThat(rounds).hasSize(2);

        gate.release();
        assertThat(submit("later").join()).isEqualTo("later is stored");
    }

    @Test
    void one_that_is_interrupted_still_learns_what_became_of_it() throws InterruptedException {
        CompletableFuture<String> first = submit("first");
        await().until(() -> rounds.size() == 1);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread waiting = Thread.startVirtualThread(() -> outcome.complete(
                commits.submit("second") + (Thread.currentThread().isInterrupted() ? ", interrupted" : "")));
        await().until(() -> commits.waiting() == 1);
        waiting.interrupt();

        gate.release(2);

        assertThat(outcome.join()).isEqualTo("second is stored, interrupted");
        assertThat(first.join()).isEqualTo("first is stored");
    }

    private CompletableFuture<String> submit(String item) {
        return CompletableFuture.supplyAsync(() -> commits.submit(item), Executors.newVirtualThreadPerTaskExecutor());
    }
}
