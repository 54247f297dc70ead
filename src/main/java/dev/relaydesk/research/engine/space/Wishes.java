package dev.relaydesk.research.engine.space;

import dev.relaydesk.research.engine.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An order as the templates of prompts name its parts. */
public final class Wishes {

    private static final int LONGEST_QUESTION = 2_000;

    private Wishes() {}

    /** {@code question}, {@code only}, {@code without} (sites) and {@code recency}. */
    public static Map<String, Object> of(Order order) {
        Map<String, Object> wishes = new HashMap<>();
        wishes.put("question", Quoted.passage(order.question(), LONGEST_QUESTION));
        wishes.put("only", sites(order, false));
        wishes.put("without", sites(order, true));
        wishes.put("recency", order.recency().orElse(""));
        return wishes;
    }

    private static String sites(Order order, boolean without) {
        List<String> sites = order.domains().stream()
                .filter(each -> each.startsWith("-") == without)
                .map(each -> without ? each.substring(1) : each)
                .map(each -> Quoted.line(each, 100))
                .toList();
        return String.join(", ", sites);
    }
}
