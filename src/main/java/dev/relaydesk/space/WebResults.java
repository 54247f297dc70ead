package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code web_results}: name and address of each source, in the order the markers count them. */
final class WebResults {

    /** Real answers cite up to some twenty. */
    private static final int MOST = 100;

    private static final int LONGEST = 2000;

    private List<Citation> list = List.of();

    List<Citation> list() {
        return list;
    }

    void read(JsonParser in) throws IOException {
        List<Citation> found = new ArrayList<>();
        WrapperJson.array(in, value -> {
            var result = new Result();
            WrapperJson.object(value, result::field);
            if (found.size() < MOST) {
                found.add(result.citation());
            }
        });
        if (!found.isEmpty()) {
            list = List.copyOf(found);
        }
    }

    private static final class Result {
        private @Nullable String name;
        private @Nullable String url;

        private void field(String field, JsonParser in) throws IOException {
            switch (field) {
                case "name" -> name = WrapperJson.string(in);
                case "url" -> url = WrapperJson.string(in);
                default -> in.skipChildren();
            }
        }

        /** One that cannot be linked still counts, or the markers after it would point at the wrong source. */
        private Citation citation() {
            return new Citation(cut(name), url != null && linkable(url) ? url : "");
        }

        private static String cut(@Nullable String text) {
            return text == null ? "" : text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        }

        private static boolean linkable(String url) {
            return url.length() <= LONGEST
                    && (url.startsWith("https://") || url.startsWith("http://"))
                    && url.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
        }
    }
}
