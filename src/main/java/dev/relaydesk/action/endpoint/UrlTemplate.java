package dev.relaydesk.action.endpoint;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an endpoint, in which {@code {name}} stands for a value within the path or within a value of the query.
 * Whatever is filled in, scheme, host, port, the number of path segments and the names of the query stay as they are.
 */
final class UrlTemplate {

    /** Stands for the key that we give to each effect. */
    static final String REFERENCE = "reference";

    private static final Pattern URL =
            Pattern.compile("(https?)://(\\[[^\\]]*]|[^/?#:@\\[]*)(?::([0-9]{1,5}))?(/[^?#]*)?(?:\\?([^#]*))?");
    private static final Pattern HOLE = Pattern.compile("\\{([a-z][a-z0-9_]{0,63})}");
    private static final Pattern FIXED = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*");
    private static final Pattern QUERY = Pattern.compile("(?:[^&={}]+(?:=[^&=]*)?(?:&|$))*");
    private static final Pattern DOTS = Pattern.compile("(?:\\.|%2[eE]){1,2}");

    private final String scheme;
    private final String start;
    private final String path;
    private final String query;

    private UrlTemplate(String scheme, String authority, String path, String query) {
        this.scheme = scheme;
        this.start = scheme + "://" + authority;
        this.path = path;
        this.query = query;
    }

    /** @throws IllegalArgumentException with the rest of a sentence that begins with the setting's name */
    static UrlTemplate parse(String text) {
        Matcher url = URL.matcher(text);
        require(url.matches(), "must look like https://host/path, without user and without #");
        String host = url.group(2);
        require(
                HostName.name(host) != null || HostName.literal(host) != null,
                "has a host that is neither a plain name in ASCII nor an address in its usual form");
        String port = url.group(3);
        require(port == null || Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535, "has a wrong port");
        String path = url.group(4) == null ? "/" : url.group(4);
        String query = url.group(5) == null ? "" : url.group(5);
        String fixed = HOLE.matcher(path + query).replaceAll("x");
        require(FIXED.matcher(fixed).matches(), "has characters that must be percent-encoded, or a wrong {name}");
        require(QUERY.matcher(query).matches(), "must have {name} only in the values of its query, as in ?a={a}&b=1");
        require(plain(path), "must not have empty, . or .. segments in its path");
        return new UrlTemplate(url.group(1), host + (port == null ? "" : ":" + port), path, query);
    }

    boolean isEncrypted() {
        return scheme.equals("https");
    }

    Set<String> pathNames() {
        return names(path);
    }

    Set<String> queryNames() {
        return names(query);
    }

    boolean hasReference() {
        return pathNames().contains(REFERENCE) || queryNames().contains(REFERENCE);
    }

    /**
     * The address with all values in it.
     *
     * @param more further names and values of the query
     * @throws IllegalArgumentException when a value would change the path, which {@link Parameter} has ruled out except
     *     where several values share one segment
     */
    URI fill(Map<String, String> values, Map<String, String> more) {
        String filled = fill(path, values);
        if (!plain(filled)) {
            throw new IllegalArgumentException("The values would change the path");
        }
        List<String> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            boolean whole = names(pair).stream().allMatch(values::containsKey);
            if (!pair.isEmpty() && whole) {
                pairs.add(fill(pair, values));
            }
        }
        more.forEach((name, value) -> pairs.add(Percent.encode(name) + "=" + Percent.encode(value)));
        return URI.create(start + filled + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs)));
    }

    /** Without values, for people. */
    @Override
    public String toString() {
        return start + path;
    }

    private static String fill(String part, Map<String, String> values) {
        return HOLE.matcher(part)
                .replaceAll(hole -> Matcher.quoteReplacement(Percent.encode(values.getOrDefault(hole.group(1), ""))));
    }

    private static boolean plain(String path) {
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].isEmpty() && !last || DOTS.matcher(segments[i]).matches()) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> names(String part) {
        Set<String> names = new LinkedHashSet<>();
        HOLE.matcher(part).results().forEach(hole -> names.add(hole.group(1)));
        return names;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
