package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Reads the body of {@code query_sync} when the status was 200, which proves nothing. */
final class SyncReply {

    private SyncReply() {}

    static Heard read(KeptPrefix body, Question question, Supplier<Duration> took) throws IOException {
        var reader = new UpstreamEventReader();
        try (JsonParser in = WrapperJson.FACTORY.createParser(body)) {
            if (in.nextToken() == null) {
                return Heard.retryable("empty reply", "");
            }
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                return Heard.suspect("null reply", body.text());
            }
            if (in.currentToken() != JsonToken.START_OBJECT) {
                return Heard.retryable("not the wrapper's JSON", body.text());
            }
            reader.read(in);
            if (in.nextToken() != null) {
                return Heard.incomplete("something follows the reply", body.text());
            }
        } catch (JsonEOFException e) {
            return Heard.incomplete("reply cut off", body.text());
        } catch (JsonProcessingException e) {
            return unreadable(body.text());
        }
        if (reader.nullData()) {
            return Heard.suspect("null data", body.text());
        }
        String error = reader.error();
        UpstreamEvent event = reader.event(true);
        if (error != null && event.answer() == null) {
            return FailureText.error(error, body.text());
        }
        return Heard.of(ReplyJudge.judge(event, question, took.get(), body.text()));
    }

    private static Heard unreadable(String text) {
        return text.stripLeading().startsWith("{")
                ? Heard.incomplete("broken JSON", text)
                : Heard.retryable("not the wrapper's JSON", text);
    }
}
