package dev.relaydesk.action;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether the customer dictated the request: a text of theirs that puts this action's name behind the key
 * {@code action}, in whatever disguise of quotes, escapes, case, width or spacing. The rest need not be equal, since a
 * model that obeys may fill it in differently.
 */
final class Echo {

    private static final String QUOTES = "[\"'`\\\\\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb\\s]*+";
    private static final Pattern ESCAPE = Pattern.compile("\\\\++u([0-9a-fA-F]{4})");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Mn}]++");

    private Echo() {}

    /**
     * Whether one of the texts dictates it.
     *
     * @param names the action's own and the one the model used
     */
    static boolean isHeard(List<String> names, List<String> texts) {
        String any = String.join("|", names.stream().map(Pattern::quote).toList());
        Pattern dictated =
                Pattern.compile("(?<![a-z0-9_])action" + QUOTES + "[:=]" + QUOTES + "(?:" + any + ")(?![a-z0-9_])");
        return texts.stream()
                .map(Echo::plain)
                .anyMatch(text -> dictated.matcher(text).find());
    }

    private static String plain(String text) {
        String unescaped = ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        String compatible = Normalizer.normalize(unescaped, Normalizer.Form.NFKD);
        return UNSEEN.matcher(compatible).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
