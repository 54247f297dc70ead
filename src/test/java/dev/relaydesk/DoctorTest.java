package dev.relaydesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.platform.examination.Finding;
import dev.relaydesk.platform.examination.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How the doctor tells what the examinations found. */
class DoctorTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void only_a_failure_makes_it_end_with_1() {
        assertThat(finds(() -> new Report()
                        .add(Finding.ok("all is well"))
                        .add(Finding.warning("slow", "wait"))
                        .add(Finding.notChecked("the rest", "nobody asked"))))
                .isFalse();
        assertThat(printed())
                .containsExactly(
                        "OK    part      all is well",
                        "WARN  part      slow: wait",
                        "--    part      the rest: not checked: nobody asked",
                        "--    clock     the clock of this machine: not checked: nobody with another one was asked");

        assertThat(finds(() -> Report.of(Finding.fault("broken", "mend it")))).isTrue();
        assertThat(printed()).first().isEqualTo("FAIL  part      broken: mend it");
    }

    @Test
    void an_examination_that_breaks_is_a_failure_and_the_others_go_on() {
        assertThat(finds(() -> {
                    throw new IllegalStateException("hidden-word");
                }))
                .isTrue();
        assertThat(printed())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("FAIL  part      could not be examined (IllegalStateException)");
    }

    @Test
    void secrets_and_commands_to_the_terminal_are_taken_out() {
        finds(() -> Report.of(Finding.fault("it says \u001b[2J\nhidden-word!", "ask hidden-word")));

        assertThat(printed()).first().isEqualTo("FAIL  part      it says  [2J …!: ask …");
    }

    @Test
    void a_clock_is_fine_wrong_or_far_off() {
        assertThat(finds(() ->
                        new Report().clock("Slack", Duration.ofSeconds(-2)).clock("Meta", Duration.ofSeconds(30))))
                .isFalse();
        assertThat(printed())
                .containsExactly(
                        "OK    clock     this clock agrees with that of Slack",
                        "WARN  clock     this clock is 30 s behind that of Meta: Set the clock by NTP");

        assertThat(finds(() -> new Report().clock("the database", Duration.ofMinutes(-3))))
                .isTrue();
        assertThat(printed()).singleElement().asString().startsWith("FAIL  clock     this clock is 180 s ahead of");
    }

    private boolean finds(Supplier<Report> part) {
        printed.reset();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Doctor(Map.of("part", part), new Redaction(List.of("hidden-word", "all")), out).finds();
    }

    private List<String> printed() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
