package dev.relaydesk.action.endpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Reads the headers of an endpoint and fills in the secrets that they name. */
final class SecretHeaders {

    private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([a-z][a-z0-9-]{0,63})}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final int SHORTEST_SECRET = 6;

    /** The client writes these, or they would change what the connection means. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept-encoding",
            "range");

    private final Config config;
    private final Set<String> secrets = new HashSet<>();

    SecretHeaders(Config config) {
        this.config = config;
    }

    /**
     * Reads what the configuration says under {@code prefix}, a setting's name that ends in {@code .headers}.
     *
     * @param fault takes one sentence for each fault
     */
    List<Header> read(String prefix, Map<String, String> headers, Consumer<String> fault) {
        List<Header> read = new ArrayList<>();
        headers.forEach((name, expanded) -> {
            String setting = prefix + "." + name;
            String value = fill(setting, template(setting, prefix, name, expanded), fault);
            if (!isAllowed(name)) {
                fault.accept(setting + " is no header that can be set here");
            } else if (!value.chars().allMatch(each -> each >= ' ' && each < 127 || each == '\t')) {
                fault.accept(setting + " must have ASCII characters only, without line ends");
            } else {
                read.add(new Header(name, value));
            }
        });
        return read;
    }

    static boolean isAllowed(String name) {
        return NAME.matcher(name).matches()
                && !OURS.contains(name.toLowerCase(Locale.ROOT))
                && !name.toLowerCase(Locale.ROOT).startsWith("proxy-");
    }

    /** What was filled in until now. */
    Redaction redaction() {
        return new Redaction(secrets);
    }

    /** Configuration reads {@code ${secret:x}} as "the setting secret, or else x", so we look at what it was before. */
    private String template(String setting, String prefix, String name, String expanded) {
        String raw = config.getConfigValue(setting).getRawValue();
        if (raw == null) {
            raw = config.getConfigValue(prefix + ".\"" + name + "\"").getRawValue();
        }
        return raw != null && raw.contains("${secret:") ? raw : expanded;
    }

    private String fill(String setting, String template, Consumer<String> fault) {
        String filled = SECRET.matcher(template).replaceAll(found -> {
            String name = "relaydesk.action.secrets." + found.group(1);
            String secret =
                    config.getOptionalValue(name, String.class).orElse("").strip();
            if (secret.length() >= SHORTEST_SECRET) {
                secrets.add(secret);
            } else {
                fault.accept("%s names a secret, so %s is needed, of at least %d characters (or its file: %s_FILE)"
                        .formatted(
                                setting,
                                name,
                                SHORTEST_SECRET,
                                name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
            }
            return Matcher.quoteReplacement(secret);
        });
        if (SECRET.matcher(template).replaceAll("").contains("${")) {
            fault.accept(setting + " has a ${…} that is not ${secret:name}");
        }
        return filled;
    }
}
