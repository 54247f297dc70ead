package dev.relaydesk.research.engine.remote;

import dev.relaydesk.research.engine.Order;
import java.util.List;

/** An order in words. The question is the customer's. */
public final class Assignment {

    /** As many as Perplexity's own filter takes. */
    private static final int MOST_DOMAINS = 20;

    private Assignment() {}

    /** With the headings under which {@link ReportText} looks for the parts of the answer. */
    public static String text(Order order) {
        return """
                Research the question below thoroughly, and answer in the language in which it is asked.

                Question: %s

                Write Markdown under exactly these headings, which stay in English:

                ## Direct answer
                A few sentences that answer the question.

                ## Key findings
                A list, one finding each.

                ## Details
                %s

                ## Follow-up questions
                A list of three questions worth asking next.

                Mark every claim with the source it is taken from.
                """.formatted(
                        order.question(),
                        order.verbose()
                                ? "An analysis at length, with a heading of the third level for each part."
                                : "A short passage for each finding that needs one.");
    }

    /** For an API that has no field for them: where to look, and how far back. Empty when it does not matter. */
    public static String limits(Order order) {
        var text = new StringBuilder();
        List<String> allowed = allowed(order);
        if (!allowed.isEmpty()) {
            text.append("Use only sources of these domains: ")
                    .append(String.join(", ", allowed))
                    .append(".\n");
        } else if (!denied(order).isEmpty()) {
            text.append("Use no sources of these domains: ")
                    .append(String.join(", ", denied(order)))
                    .append(".\n");
        }
        order.recency()
                .ifPresent(recency -> text.append("Use only what was published within the last ")
                        .append(recency)
                        .append(".\n"));
        return text.isEmpty() ? "" : "\n" + text;
    }

    /** As Perplexity's filter wants it: allowed and denied ones are not mixed. */
    public static List<String> domainFilter(Order order) {
        List<String> allowed = allowed(order);
        return allowed.isEmpty()
                ? denied(order).stream().map(domain -> "-" + domain).toList()
                : allowed;
    }

    private static List<String> allowed(Order order) {
        return order.domains().stream()
                .filter(domain -> !domain.startsWith("-"))
                .limit(MOST_DOMAINS)
                .toList();
    }

    private static List<String> denied(Order order) {
        return order.domains().stream()
                .filter(domain -> domain.startsWith("-"))
                .map(domain -> domain.substring(1))
                .limit(MOST_DOMAINS)
                .toList();
    }
}
