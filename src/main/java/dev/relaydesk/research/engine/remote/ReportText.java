package dev.relaydesk.research.engine.remote;

import dev.relaydesk.research.engine.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a report of one long text, by the headings that were asked for or else by its paragraphs. */
public final class ReportText {

    private static final int LONGEST_TEXT = 400_000;
    private static final int LONGEST_LINE = 2000;
    private static final int MOST_PARTS = 100;
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,2}[ \\t]+(\\S.*)$");
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*•]|\\d{1,3}[.)])\\s+");
    /** Neither can be stored as text. */
    private static final Pattern UNSTORABLE = Pattern.compile(
            "[\\p{Cntrl}&&[^\\n\\t]]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

    private ReportText() {}

    /** Without a direct answer when there is no text at all. */
    public static Report report(String question, String markdown, FoundSources sources) {
        String text = sources.marked(clean(shortened(markdown, LONGEST_TEXT))).strip();
        String direct = part(text, "direct answer");
        List<String> details = passages(part(text, "details"));
        if (direct.isEmpty()) {
            List<String> passages = passages(text);
            direct = passages.stream().findFirst().orElse("");
            details = passages.stream().skip(1).toList();
        }
        return new Report(
                question,
                direct,
                items(part(text, "key findings")),
                details,
                items(part(text, "follow-up questions")),
                sources.all());
    }

    /** Without what PostgreSQL or a page cannot hold. */
    static String clean(String text) {
        return UNSTORABLE.matcher(text.replace("\r\n", "\n")).replaceAll("");
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** A word of another side's, as people may read it. */
    public static String word(String said) {
        return shortened(clean(said).replaceAll("\\s+", " ").strip(), 200);
    }

    private static String part(String text, String title) {
        var heading = HEADING.matcher(text);
        int begin = -1;
        while (heading.find()) {
            if (begin >= 0) {
                return text.substring(begin, heading.start()).strip();
            }
            if (heading.group(1).strip().toLowerCase(Locale.ROOT).startsWith(title)) {
                begin = heading.end();
            }
        }
        return begin < 0 ? "" : text.substring(begin).strip();
    }

    private static List<String> items(String part) {
        return part.lines()
                .filter(line -> ITEM.matcher(line).find())
                .map(line -> shortened(ITEM.matcher(line).replaceFirst("").strip(), LONGEST_LINE))
                .filter(line -> !line.isEmpty())
                .limit(MOST_PARTS)
                .toList();
    }

    /** Paragraphs; a heading stays with what follows it. */
    private static List<String> passages(String part) {
        List<String> passages = new ArrayList<>();
        String heading = "";
        for (String paragraph : Stream.of(part.split("\\n\\s*\\n", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .limit(MOST_PARTS)
                .toList()) {
            if (paragraph.startsWith("#") && !paragraph.contains("\n")) {
                heading = heading + paragraph + "\n\n";
            } else {
                passages.add(heading + paragraph);
                heading = "";
            }
        }
        return passages;
    }
}
