package dev.relaydesk.platform.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private final AtomicInteger freed = new AtomicInteger();
    private final Slots slots = new Slots(2, freed::incrementAndGet);
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void work_takes_a_slot_and_gives_it_back() {
        slots.start("one", this::waitAtTheGate);
        slots.start("two", this::waitAtTheGate);
        assertThat(slots.free()).isZero();

        gate.countDown();

        await().until(() -> freed.get() == 2);
        assertThat(slots.free()).isEqualTo(2);
    }

    @Test
    void work_that_breaks_off_gives_its_slot_back_too() {
        slots.start("clumsy", () -> {
            throw new IllegalStateException("stumbled");
        });

        await().until(() -> freed.get() == 1);
        assertThat(slots.free()).isEqualTo(2);
    }

    @Test
    void whoever_takes_all_waits_for_the_work_under_way() throws InterruptedException {
        slots.start("long", this::waitAtTheGate);
        assertThat(slots.takeAll(Duration.ofMillis(1))).isFalse();

        gate.countDown();

        assertThat(slots.takeAll(Duration.ofSeconds(10))).isTrue();
        assertThat(slots.free()).isZero();
    }

    private void waitAtTheGate() {
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
