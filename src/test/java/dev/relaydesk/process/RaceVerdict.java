package dev.relaydesk.process;

import static java.util.stream.Collectors.groupingBy;

import dev.relaydesk.testing.world.Call;
import dev.relaydesk.testing.world.Ledger;
import dev.relaydesk.testing.world.Send;
import dev.relaydesk.testing.world.Token;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Whether staff were alone with the customer from the return of their takeover on. */
final class RaceVerdict {

    /** What a commit may take with a database that is slowed down on purpose. */
    private static final long COMMIT = TimeUnit.SECONDS.toNanos(2);

    private final List<Takeover> takeovers;
    private final Map<Integer, List<Send>> bySpokenTo;
    private final Map<Token, List<Send>> byToken;
    private final Map<Token, List<Call>> calls;
    private final List<String> violations = new ArrayList<>();
    private final Map<Landing, Integer> landings = new EnumMap<>(Landing.class);

    RaceVerdict(Ledger ledger, List<Takeover> takeovers) {
        this.takeovers = takeovers;
        List<Send> ofBot =
                ledger.sends().stream().filter(send -> !send.tokens().isEmpty()).toList();
        bySpokenTo = ofBot.stream()
                .collect(groupingBy(send -> send.tokens().getFirst().conversation()));
        byToken = ofBot.stream().collect(groupingBy(send -> send.tokens().getFirst()));
        calls = new HashMap<>();
        ledger.calls()
                .forEach(call -> call.tokens()
                        .forEach(token -> calls.computeIfAbsent(token, _ -> new ArrayList<>())
                                .add(call)));
        takeovers.forEach(this::judge);
    }

    /** What must not have been. */
    List<String> violations() {
        return violations;
    }

    /** How many takeovers fell where. */
    Map<Landing, Integer> landings() {
        return landings;
    }

    /** Answers that nobody heard any more, and that are not among the drafts; not those that may have died with a replica. */
    List<Token> lostAnswers(Set<Token> drafts, Set<Token> suppressed, List<TakeoverRace.Death> deaths) {
        return takeovers.stream()
                .filter(takeover -> takeover.said().thoughtAt() != 0)
                .filter(takeover -> deaths.stream()
                        .noneMatch(death -> death.from() < answerKept(takeover)
                                && death.until() > takeover.said().postedAt()))
                .map(takeover -> takeover.said().token())
                .filter(token -> !byToken.containsKey(token) && !drafts.contains(token) && !suppressed.contains(token))
                .toList();
    }

    /** Until then the process that asked had to live: the model may be done long after the conversation was handed back. */
    private static long answerKept(Takeover takeover) {
        return Math.max(takeover.endedAt(), takeover.said().thoughtAt()) + COMMIT;
    }

    /** The time a call took, in milliseconds, at a share of all. */
    long millis(double share) {
        long[] sorted = takeovers.stream()
                .mapToLong(takeover -> takeover.returnedAt() - takeover.calledAt())
                .sorted()
                .toArray();
        return TimeUnit.NANOSECONDS.toMillis(sorted[(int) Math.min(sorted.length - 1, sorted.length * share)]);
    }

    /** How many messages the bot answered afresh after it had the word again. */
    long answeredLater() {
        return takeovers.stream()
                .filter(takeover -> byToken.getOrDefault(takeover.said().token(), List.of()).stream()
                        .anyMatch(send -> askedAgain(takeover, send)))
                .count();
    }

    long unresolvedByDeath() {
        return takeovers.stream()
                .filter(takeover -> takeover.died() && takeover.unresolved())
                .count();
    }

    long unresolved() {
        return takeovers.stream().filter(Takeover::unresolved).count();
    }

    private void judge(Takeover takeover) {
        List<Send> answer = byToken.getOrDefault(takeover.said().token(), List.of());
        landings.merge(Landing.of(takeover, answer), 1, Integer::sum);
        bySpokenTo.getOrDefault(takeover.customer(), List.of()).stream()
                .filter(send -> send.arrivedAt() > takeover.returnedAt() && send.arrivedAt() < takeover.endedAt())
                .forEach(send -> violation(takeover, "the bot speaks to a customer of staff", send));
        answer.stream()
                .filter(send -> send.arrivedAt() > takeover.endedAt())
                .filter(send -> !askedAgain(takeover, send))
                .forEach(send -> violation(takeover, "an answer from before the takeover comes after it", send));
        if (takeover.open() > 0 && !takeover.unresolved()) {
            violations.add("silent about %d texts without an end: %s".formatted(takeover.open(), takeover));
        }
        if (takeover.unresolved() && takeover.openBefore() + takeover.open() == 0) {
            violations.add("told of a text without an end, and there is none: %s".formatted(takeover));
        }
    }

    /** The bot may answer once it has the word again, but not with what it had thought before. */
    private boolean askedAgain(Takeover takeover, Send send) {
        return calls.getOrDefault(takeover.said().token(), List.of()).stream()
                .anyMatch(call -> call.arrivedAt() > takeover.endedAt() && call.arrivedAt() < send.arrivedAt());
    }

    private void violation(Takeover takeover, String what, Send send) {
        violations.add("%s, %d ms after the call returned: %s, %s, asked %s"
                .formatted(
                        what,
                        TimeUnit.NANOSECONDS.toMillis(send.arrivedAt() - takeover.returnedAt()),
                        takeover,
                        send.tokens(),
                        calls.getOrDefault(takeover.said().token(), List.of()).stream()
                                .map(call -> "%d..%d %s"
                                        .formatted(
                                                (call.arrivedAt() - takeover.returnedAt()) / 1_000_000,
                                                (call.leftAt() - takeover.returnedAt()) / 1_000_000,
                                                call.tokens()))
                                .toList()));
    }
}
