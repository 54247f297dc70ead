package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON inside the string inside the last step: the answer and its sources. */
record FinalStep(@Nullable String answer, List<Citation> citations) {

    private static final FinalStep NOTHING = new FinalStep(null, List.of());

    /** Nothing when the text is not the JSON it should be. */
    static FinalStep decode(String text) {
        var answer = new Answer();
        var sources = new WebResults();
        try (JsonParser in = WrapperJson.FACTORY.createParser(text)) {
            in.nextToken();
            if (in.currentToken() == null) {
                return NOTHING;
            }
            WrapperJson.object(in, (name, value) -> {
                switch (name) {
                    case "answer" -> answer.text = WrapperJson.string(value);
                    case "web_results" -> sources.read(value);
                    default -> value.skipChildren();
                }
            });
        } catch (IOException e) {
            return NOTHING;
        }
        return new FinalStep(answer.text, sources.list());
    }

    private static final class Answer {
        private @Nullable String text;
    }
}
