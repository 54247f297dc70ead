package dev.relaydesk.research.engine.space;

import dev.relaydesk.research.engine.Report.Source;
import dev.relaydesk.space.Citation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources of a report, each once, and the markers of all answers counted anew. While a model still works on texts,
 * a marker is {@code [S3]}, so that it is not taken for one of the answer that it writes: {@code [3]}.
 */
public final class Bibliography {

    private static final Pattern OWN = Pattern.compile("\\[(\\d{1,3})]");
    private static final Pattern SHELF = Pattern.compile("\\[[Ss](\\d{1,3})]");
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_URL = 2_000;
    private static final int MOST = 200;

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<String> order = new ArrayList<>();

    /** An answer for others to work on; its sources are kept. */
    public String shelved(String text, List<Citation> citations) {
        return replaced(OWN, SHELF.matcher(text).replaceAll(""), marker -> number(marker, citations), "[S%d]");
    }

    /** An answer as it stands in the report: its own markers and those of the texts it was written from. */
    public String cited(String text, List<Citation> citations) {
        String own = replaced(OWN, text, marker -> number(marker, citations), "[S%d]");
        return replaced(SHELF, own, marker -> Optional.of(marker).filter(it -> it >= 1 && it <= order.size()), "[%d]");
    }

    public List<Source> sources() {
        return order.stream().map(sources::get).toList();
    }

    private interface Numbering {
        Optional<Integer> of(int marker);
    }

    private static String replaced(Pattern markers, String text, Numbering numbering, String form) {
        return markers.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        numbering.of(marker(found)).map(form::formatted).orElse("")));
    }

    private static int marker(MatchResult found) {
        return Integer.parseInt(found.group(1));
    }

    /** Of the source that a marker of an answer means; none when it means nothing. */
    private Optional<Integer> number(int marker, List<Citation> citations) {
        if (marker < 1 || marker > citations.size()) {
            return Optional.empty();
        }
        Citation citation = citations.get(marker - 1);
        String url = citation.url().strip();
        if (!isLink(url)) {
            return Optional.empty();
        }
        if (!sources.containsKey(url)) {
            if (order.size() == MOST) {
                return Optional.empty();
            }
            String title = Quoted.line(citation.title(), LONGEST_TITLE);
            sources.put(url, new Source(title.isEmpty() ? url : title, url));
            order.add(url);
        }
        return Optional.of(order.indexOf(url) + 1);
    }

    private static boolean isLink(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && url.length() <= LONGEST_URL;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
