package dev.relaydesk.channel.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sources of one answer: numbers them in the order in which they are first mentioned. */
final class SourceList {

    private static final Pattern MARKER = Pattern.compile("[ \\t]*\\[(?:web:)?([1-9][0-9]?)]");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\\p{Cntrl}]{1,2000}");

    private final List<String> links;
    private final WhatsAppConfig.Citations wish;
    private final List<String> mentioned = new ArrayList<>();

    SourceList(List<String> links, WhatsAppConfig.Citations wish) {
        this.links = links;
        this.wish = wish;
    }

    /** The text with each marker as the list below numbers it; a marker without an address is taken out. */
    String resolve(String text) {
        return MARKER.matcher(text).replaceAll(marker -> Matcher.quoteReplacement(resolved(marker)));
    }

    /** Mentions an address, and says how to refer to it; null when sources are not shown. */
    @Nullable
    String cite(String address) {
        if (wish == WhatsAppConfig.Citations.STRIP || !ADDRESS.matcher(address).matches()) {
            return null;
        }
        int at = mentioned.indexOf(address);
        if (at < 0) {
            mentioned.add(address);
            at = mentioned.size() - 1;
        }
        return "[" + (at + 1) + "]";
    }

    /** What stands below the answer; empty when nothing was mentioned. */
    String list() {
        var list = new StringBuilder();
        for (int i = 0; i < mentioned.size(); i++) {
            list.append(i == 0 ? "\n\n" : "\n")
                    .append('[')
                    .append(i + 1)
                    .append("] ")
                    .append(mentioned.get(i));
        }
        return list.toString();
    }

    private String resolved(MatchResult marker) {
        int number = Integer.parseInt(marker.group(1));
        String reference = number <= links.size() ? cite(links.get(number - 1)) : null;
        if (reference == null) {
            return "";
        }
        String whole = marker.group();
        return whole.substring(0, whole.indexOf('[')) + reference;
    }
}
