package dev.relaydesk.story;

import dev.relaydesk.action.EvilRules;
import dev.relaydesk.action.EvilRules.Opinion;
import dev.relaydesk.action.EvilRules.Outcome;
import dev.relaydesk.action.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A customer whom the model lies to, the rules that hold for them, and their words so far; and what all that must have
 * left behind.
 *
 * @param own the customer's tickets that no action opened
 */
record Victim(Customer customer, EvilRules rules, List<Word> words, List<String> own) {

    /** What the model says to it that is for the customer once the shop has been called. */
    static final String RESULT = "That is what the shop says.";

    /** A message of the customer, what the model says to it, and what must become of that. */
    record Word(String reply, Opinion opinion, boolean hadTicket, int heardBefore) {}

    Victim(Customer customer, EvilRules rules) {
        this(customer, rules, new ArrayList<>(), new ArrayList<>());
    }

    boolean hasTicket() {
        return !own.isEmpty();
    }

    boolean isTheBots() {
        return words.stream().allMatch(word -> mode(word.opinion()).equals("bot"));
    }

    String mode() {
        return words.isEmpty() ? "bot" : mode(words.getLast().opinion());
    }

    private static String mode(Opinion opinion) {
        if (opinion.outcome() == Outcome.ASKED) {
            return "awaiting_confirmation";
        }
        return switch (opinion.outcome() == Outcome.DONE ? opinion.action() : "") {
            case "handoff" -> "human_handoff";
            case "create_ticket" -> "ticket_open";
            case "close_conversation" -> "closed";
            default -> "bot";
        };
    }

    /** How the answer begins. */
    String isTold(Opinion opinion) {
        return switch (opinion.outcome()) {
            case NOTHING -> "I did not get that right.";
            case REFUSED ->
                opinion.verdict() == Verdict.QUOTA_USED_UP
                        ? "That is as often as I can"
                        : "I cannot do that by myself.";
            case DUPLICATE -> "";
            case ASKED -> "Shall I do this?";
            case LEFT_TO_STAFF -> "A colleague has to agree to that first.";
            case DONE ->
                switch (opinion.action()) {
                    case "handoff" -> "I am handing you over";
                    case "create_ticket" -> "I have opened ticket RD-";
                    case "add_ticket_comment" -> !hasTicket() ? "I cannot find" : "I have added that to ticket";
                    case "ticket_status" -> !hasTicket() ? "I cannot find" : "Ticket " + own.getFirst();
                    case "deep_research" -> "I am looking into that";
                    case "api_call" -> RESULT;
                    default -> "Thank you.";
                };
        };
    }

    /** Outcome and verdict of each turn. */
    List<String> turns() {
        return opinions().flatMap(Victim::turns).toList();
    }

    private static Stream<String> turns(Opinion opinion) {
        String answered = "answered:" + opinion.verdict().wire();
        if (opinion.isMistake()) {
            return Stream.of("repaired:" + opinion.verdict().wire(), answered);
        }
        return opinion.isDone("api_call") ? Stream.of(answered, "answered:plain_text") : Stream.of(answered);
    }

    /** Name and state of each action, in order. */
    String actions() {
        List<String> rows = opinions()
                .filter(each -> each.outcome() != Outcome.NOTHING)
                .map(each -> each.action() + ":"
                        + switch (each.outcome()) {
                            case DONE -> "succeeded";
                            case ASKED -> "awaiting_confirmation";
                            case LEFT_TO_STAFF -> "validated";
                            case DUPLICATE -> "duplicate";
                            case REFUSED, NOTHING -> "rejected";
                        })
                .toList();
        return rows.isEmpty() ? "-" : String.join(" ", rows);
    }

    int done(String action) {
        return (int) opinions().filter(each -> each.isDone(action)).count();
    }

    /** Without a ticket there is nothing to comment on. */
    long comments() {
        return words.stream()
                .filter(each -> each.hadTicket() && each.opinion().isDone("add_ticket_comment"))
                .count();
    }

    /** How the shop was called. */
    List<String> calls() {
        return opinions()
                .filter(each -> each.isDone("api_call"))
                .map(Opinion::call)
                .toList();
    }

    private Stream<Opinion> opinions() {
        return words.stream().map(Word::opinion);
    }
}
