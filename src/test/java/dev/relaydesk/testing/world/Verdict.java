package dev.relaydesk.testing.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a ledger says about the promises: each list is empty when its promise was kept. */
public record Verdict(
        List<String> unanswered,
        List<String> doubled,
        List<String> outOfOrder,
        List<String> overlaps,
        List<String> threadBreaks,
        List<String> strangers) {

    /** A message that was acknowledged this long before a turn was asked has to be in that turn or an earlier one. */
    private static final long NOTICE = TimeUnit.SECONDS.toNanos(1);

    public static Verdict on(Ledger ledger) {
        Verdict verdict = new Verdict(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        Map<Token, Said> said = new HashMap<>();
        ledger.said().forEach(message -> said.put(message.token(), message));
        verdict.judgeAnswers(ledger, said);
        verdict.judgeCalls(ledger);
        verdict.judgeThreadsAndOrder(ledger, said);
        return verdict;
    }

    public boolean isClean() {
        return List.of(unanswered, doubled, outOfOrder, overlaps, threadBreaks, strangers).stream()
                .allMatch(List::isEmpty);
    }

    private void judgeAnswers(Ledger ledger, Map<Token, Said> said) {
        for (Said message : said.values()) {
            if (message.isAcked() && message.sends() == 0) {
                unanswered.add(message.token().toString());
            }
            if (message.sends() > 1) {
                doubled.add(message.token() + " x" + message.sends() + " as "
                        + ledger.sends().stream()
                                .filter(send -> send.tokens().contains(message.token()))
                                .map(send -> send.correlationId() + " of call " + send.call())
                                .toList());
            }
        }
        for (Send send : ledger.sends()) {
            if (send.tokens().stream().anyMatch(token -> !said.containsKey(token))) {
                strangers.add("a token nobody wrote: " + send.tokens());
            }
            if (send.tokens().isEmpty()) {
                strangers.add("no answer to anything: " + send.text());
            }
            if (send.tokens().stream().map(Token::conversation).distinct().count() > 1) {
                strangers.add("two customers in one answer: " + send.tokens());
            }
        }
    }

    private void judgeCalls(Ledger ledger) {
        Map<Integer, List<Call>> byConversation = new TreeMap<>();
        for (Call call : ledger.calls()) {
            if (!call.tokens().isEmpty()) {
                byConversation
                        .computeIfAbsent(call.tokens().getFirst().conversation(), _ -> new ArrayList<>())
                        .add(call);
            }
        }
        byConversation.forEach((conversation, calls) -> {
            calls.sort(Comparator.comparingLong(Call::arrivedAt));
            for (int i = 1; i < calls.size(); i++) {
                Call before = calls.get(i - 1);
                if (before.leftAt() == 0 || before.leftAt() > calls.get(i).arrivedAt()) {
                    overlaps.add("conversation " + conversation + ": calls " + before.number() + " and "
                            + calls.get(i).number());
                }
            }
            long threads = calls.stream()
                    .map(call -> String.valueOf(call.frontend()))
                    .distinct()
                    .count();
            if (threads > 1 || calls.getFirst().frontend() == null) {
                threadBreaks.add("conversation " + conversation + " has " + threads + " threads");
            }
        });
        Map<String, Set<Integer>> owners = new HashMap<>();
        for (Call call : ledger.calls()) {
            call.tokens()
                    .forEach(token -> owners.computeIfAbsent(String.valueOf(call.frontend()), _ -> new HashSet<>())
                            .add(token.conversation()));
        }
        owners.forEach((thread, conversations) -> {
            if (conversations.size() > 1) {
                threadBreaks.add("thread " + thread + " is shared by conversations " + conversations);
            }
        });
    }

    /** Only calls whose answer was sent count for the chain; an answer lost with its process never happened. */
    private void judgeThreadsAndOrder(Ledger ledger, Map<Token, Said> said) {
        Map<Integer, List<Call>> sent = new TreeMap<>();
        for (Send send : ledger.sends()) {
            Call call = ledger.call(send.call());
            if (call != null && !call.tokens().isEmpty()) {
                List<Call> chain =
                        sent.computeIfAbsent(call.tokens().getFirst().conversation(), _ -> new ArrayList<>());
                if (!chain.contains(call)) {
                    chain.add(call);
                }
            }
        }
        sent.forEach((conversation, chain) -> {
            String previous = null;
            for (Call call : chain) {
                if (!Objects.equals(previous, call.backendBefore())) {
                    threadBreaks.add("conversation " + conversation + ", call " + call.number() + ": carries "
                            + call.backendBefore() + " after " + previous);
                }
                previous = call.backendAfter();
            }
            judgeOrder(conversation, chain, said);
        });
    }

    private void judgeOrder(int conversation, List<Call> chain, Map<Token, Said> said) {
        List<Token> answered = new ArrayList<>();
        for (Call call : chain) {
            for (Token token : call.tokens()) {
                Said message = said.get(token);
                for (Token earlier : answered) {
                    Said before = said.get(earlier);
                    boolean sameCall = call.tokens().contains(earlier);
                    if (message != null
                            && before != null
                            && token.sequence() < earlier.sequence()
                            && (sameCall
                                    || message.isAcked() && message.ackedAt() + NOTICE < arrivalOf(chain, earlier))) {
                        outOfOrder.add("conversation " + conversation + ": " + token + " after " + earlier
                                + (sameCall
                                        ? " in one turn"
                                        : ", whose turn began "
                                                + (arrivalOf(chain, earlier) - message.ackedAt()) / 1_000_000
                                                + " ms after its acknowledgement"));
                    }
                }
                answered.add(token);
            }
        }
    }

    private static long arrivalOf(List<Call> chain, Token token) {
        return chain.stream()
                .filter(call -> call.tokens().contains(token))
                .mapToLong(Call::arrivedAt)
                .min()
                .orElse(0);
    }
}
