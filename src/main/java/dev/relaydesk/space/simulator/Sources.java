package dev.relaydesk.space.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Web results as upstream lists them. */
final class Sources {

    /** Results that bring the whole reply, where each is written several times, to some 140 KB. */
    private static final int MANY = 40;

    private Sources() {}

    static List<Map<String, Object>> of(ShopKnowledge.Answer answer, boolean many) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (ShopKnowledge.Source source : answer.sources()) {
            results.add(result(source.name(), source.url(), ""));
        }
        for (int i = 1; many && i <= MANY; i++) {
            results.add(result("Page " + i, "https://shop.example/pages/" + i, "A sentence of the page. ".repeat(40)));
        }
        return results;
    }

    private static Map<String, Object> result(String name, String url, String snippet) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("url", url);
        result.put("snippet", snippet);
        result.put("timestamp", "2026-01-16T00:00:00");
        result.put("meta_data", Map.of("domain_name", "shop.example"));
        result.put("is_attachment", false);
        return result;
    }
}
