package dev.relaydesk.turn;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an answer from leading customers to places that nobody here has agreed to (reliability T27). Other addresses stay
 * readable and cannot be pressed; sources that lie elsewhere are not named.
 */
@ApplicationScoped
class ReplyLinks {

    /** With a scheme, with www, or a name with a path: what messengers turn into a link. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\b(?:[a-z][a-z0-9+.-]{1,20}://|www\\.)[^\\s<>()\\[\\]\"]+"
                    + "|\\b[\\p{L}0-9-]{1,63}(?:\\.[\\p{L}0-9-]{1,63}){0,8}\\.\\p{L}{2,24}/[^\\s<>()\\[\\]\"]*");

    private static final Pattern END_OF_SENTENCE = Pattern.compile("[.,;:!?*_~'`]+$");

    private final Optional<Set<String>> domains;

    ReplyLinks(ReplyConfig config) {
        this.domains = config.linkDomains();
    }

    /** The text with only such addresses as customers may be led to. */
    String text(String markdown) {
        return domains.isEmpty()
                ? markdown
                : ADDRESS.matcher(markdown).replaceAll(found -> Matcher.quoteReplacement(kept(found.group())));
    }

    /** The sources in their order; empty text where one may not be named. */
    List<String> sources(List<String> links) {
        return domains.isEmpty()
                ? links
                : links.stream().map(link -> isAllowed(link) ? link : "").toList();
    }

    private String kept(String address) {
        Matcher end = END_OF_SENTENCE.matcher(address);
        String bare = end.find() ? address.substring(0, end.start()) : address;
        return isAllowed(bare) ? address : address.replace("://", " ").replace(".", "[.]");
    }

    private boolean isAllowed(String address) {
        String host = host(address.contains("://") ? address : "https://" + address);
        return host != null
                && domains.orElseThrow().stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /** Null for what a browser might read otherwise than we do. */
    private static @Nullable String host(String address) {
        try {
            URI uri = new URI(address);
            boolean plain = uri.getUserInfo() == null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
            return plain && uri.getHost() != null ? uri.getHost().toLowerCase(Locale.ROOT) : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
