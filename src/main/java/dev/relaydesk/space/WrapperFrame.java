package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One frame of {@code query_async}. */
sealed interface WrapperFrame {

    /** An upstream event. */
    record Content(UpstreamEvent event) implements WrapperFrame {}

    /** The wrapper is through. It says so after a cut upstream just the same. */
    record End() implements WrapperFrame {}

    /** The wrapper gave up; no end frame follows. */
    record Failure(String error) implements WrapperFrame {}

    /** A frame of no known kind. */
    record Other() implements WrapperFrame {}

    static WrapperFrame read(SseFrames.Frame frame) throws IOException {
        var fields = new Fields();
        try (JsonParser in = WrapperJson.FACTORY.createParser(frame.bytes(), 0, frame.length())) {
            in.nextToken();
            if (in.currentToken() != null) {
                WrapperJson.object(in, fields::field);
            }
        }
        if (fields.error != null) {
            return new Failure(fields.error);
        }
        if (fields.done) {
            return new End();
        }
        return fields.content == null ? new Other() : new Content(fields.content.event(false));
    }

    /** The frame's own fields. */
    final class Fields {
        private @Nullable String error;
        private boolean done;
        private @Nullable UpstreamEventReader content;

        private void field(String name, JsonParser in) throws IOException {
            switch (name) {
                case "error" -> error = WrapperJson.string(in);
                case "done" -> done = WrapperJson.isTrue(in);
                case "content" -> {
                    if (in.currentToken() == JsonToken.START_OBJECT) {
                        content = new UpstreamEventReader();
                        content.read(in);
                    } else {
                        in.skipChildren();
                    }
                }
                default -> in.skipChildren();
            }
        }
    }
}
