package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code query_async}. The listener gets text as it grows; what counts is the finished answer, and only
 * if the stream came to its proper end after it.
 */
final class StreamedReply {

    /** Beyond this the listener waits for the finished answer; no real one comes near. */
    private static final int LIVE_TEXT = 256 * 1024;

    private final Question question;
    private final HeldBack listener;
    private final Supplier<Duration> took;
    private final Splice splice = new Splice();
    private String told = "";
    private @Nullable UpstreamEvent latest;

    StreamedReply(Question question, AnswerListener listener, Supplier<Duration> took) {
        this.question = question;
        this.listener = new HeldBack(listener);
        this.took = took;
    }

    Heard read(KeptPrefix body) throws IOException {
        var frames = new SseFrames(body);
        boolean any = false;
        try {
            for (var frame = frames.next(); frame != null; frame = frames.next()) {
                any = true;
                Heard end = switch (WrapperFrame.read(frame)) {
                    case WrapperFrame.Content(UpstreamEvent event) -> content(event, body);
                    case WrapperFrame.Failure(String error) -> FailureText.error(error, body.text());
                    case WrapperFrame.End _ -> end(body);
                    case WrapperFrame.Other _ -> null;
                };
                if (end != null) {
                    return end;
                }
            }
        } catch (JsonProcessingException e) {
            return Heard.incomplete("broken frame", body.text());
        }
        return any || !body.text().isBlank()
                ? Heard.incomplete("stream cut before its end frame", body.text())
                : Heard.retryable("empty stream", "");
    }

    /** Null while the stream goes on. */
    private @Nullable Heard content(UpstreamEvent event, KeptPrefix body) {
        if (event.failed()) {
            return Heard.of(ReplyJudge.judge(event, question, took.get(), body.text()));
        }
        UpstreamEvent now = latest == null ? event : event.after(latest);
        latest = now;
        String foreign = ReplyJudge.foreignCollection(now, question);
        if (foreign != null) {
            return Heard.incomplete("foreign collection " + foreign, body.text());
        }
        UpstreamEvent.Answer answer = now.answer();
        if (answer != null) {
            tell(answer.text());
        } else if (!event.pieces().isEmpty() && splice.text().length() < LIVE_TEXT) {
            Integer offset = event.offset();
            if (offset == null) {
                splice.somewhere(String.join("", event.pieces()));
            } else {
                splice.at(offset, event.pieces());
            }
            tell(splice.text());
        }
        return null;
    }

    private Heard end(KeptPrefix body) {
        UpstreamEvent event = latest;
        if (event == null) {
            return Heard.suspect("stream ended without an answer", body.text());
        }
        SpaceAnswer answer = ReplyJudge.judge(event, question, took.get(), body.text());
        if (answer instanceof Reply) {
            listener.finish();
        }
        boolean nothing = event.answer() == null && splice.text().isEmpty();
        return new Heard(answer, nothing);
    }

    /** Tells what goes beyond what was told. Text that was changed behind the listener's back is left to the reply. */
    private void tell(String text) {
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        if (end > told.length() && text.startsWith(told)) {
            listener.hear(text.substring(told.length(), end));
            told = text.substring(0, end);
        }
    }
}
