package dev.relaydesk.research.engine.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.relaydesk.research.engine.Report.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sources as they are found in an answer, each address once, and what the markers in its text mean. Which numbers the markers
 * of the Agent API count is not documented: an id counts while only one source bears it, and otherwise the order does.
 */
public final class FoundSources {

    private static final int MOST = 200;
    private static final int LONGEST_ADDRESS = 2000;
    private static final int LONGEST_TITLE = 300;

    /** {@code [1]}, {@code [web:1]}, {@code [web:1, web:2]}; no link. */
    private static final Pattern MARKER =
            Pattern.compile("\\[((?:[a-z_]{1,20}:)?\\d{1,3}(?:\\s*,\\s*(?:[a-z_]{1,20}:)?\\d{1,3}){0,20})](?!\\()");

    private static final Pattern NUMBER = Pattern.compile("(?:([a-z_]{1,20}):)?(\\d{1,3})");

    private static final int SEVERAL = -1;

    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Integer> byAddress = new HashMap<>();
    private final Map<Integer, Integer> byId = new HashMap<>();
    private final List<Integer> byOrder = new ArrayList<>();

    /**
     * Adds one that markers count.
     *
     * @param id 0 when it has none
     */
    public void add(int id, JsonNode result) {
        int index = index(result);
        byOrder.add(index);
        if (id > 0) {
            byId.merge(id, index, (known, other) -> known.equals(other) ? known : SEVERAL);
        }
    }

    /** Adds one that markers do not count. */
    public void addUncounted(JsonNode result) {
        index(result);
    }

    public List<Source> all() {
        return List.copyOf(sources);
    }

    /** The text with markers that count {@link #all} from 1; one that means nothing is taken out. */
    public String marked(String text) {
        return MARKER.matcher(text).replaceAll(marker -> Matcher.quoteReplacement(translated(marker)));
    }

    private String translated(MatchResult marker) {
        var markers = new StringBuilder();
        NUMBER.matcher(marker.group(1)).results().forEach(number -> {
            boolean counted = number.group(1) == null || number.group(1).equals("web");
            int index = counted ? meant(Integer.parseInt(number.group(2))) : 0;
            String translated = "[" + index + "]";
            if (index > 0 && markers.indexOf(translated) < 0) {
                markers.append(translated);
            }
        });
        return markers.toString();
    }

    private int meant(int number) {
        int known = byId.getOrDefault(number, SEVERAL);
        if (known != SEVERAL) {
            return known;
        }
        return number >= 1 && number <= byOrder.size() ? byOrder.get(number - 1) : 0;
    }

    /** From 1; 0 when it is none that we keep. */
    private int index(JsonNode result) {
        String url = ReportText.clean(result.path("url").asText("")).strip();
        if (!url.matches("(?i)https?://[^\\s<>\"]+") || url.length() > LONGEST_ADDRESS) {
            return 0;
        }
        Integer known = byAddress.get(url);
        if (known != null) {
            return known;
        }
        if (sources.size() == MOST) {
            return 0;
        }
        String title = ReportText.clean(result.path("title").asText(""))
                .replaceAll("\\s+", " ")
                .strip();
        sources.add(new Source(title.isEmpty() ? url : ReportText.shortened(title, LONGEST_TITLE), url));
        byAddress.put(url, sources.size());
        return sources.size();
    }
}
