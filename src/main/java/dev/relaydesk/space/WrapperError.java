package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The {@code error} text in the body of a 500. */
final class WrapperError {

    private @Nullable String text;

    private WrapperError() {}

    /** Null when the body is not the wrapper's. The body remembers what was read of it. */
    static @Nullable String in(KeptPrefix body) {
        var error = new WrapperError();
        try (JsonParser in = WrapperJson.FACTORY.createParser(body)) {
            in.nextToken();
            if (in.currentToken() != null) {
                WrapperJson.object(in, error::field);
            }
        } catch (IOException e) {
            return null;
        }
        return error.text;
    }

    private void field(String name, JsonParser in) throws IOException {
        if (name.equals("error")) {
            text = WrapperJson.string(in);
        } else {
            in.skipChildren();
        }
    }
}
