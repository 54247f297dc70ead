package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether an event is the whole answer to the question, from the Space that was asked. */
final class ReplyJudge {

    private ReplyJudge() {}

    static SpaceAnswer judge(UpstreamEvent event, Question question, Duration took, String raw) {
        String collection = foreignCollection(event, question);
        if (collection != null) {
            return new SpaceFailure.Incomplete("foreign collection " + collection, raw);
        }
        if (event.failed()) {
            return new SpaceFailure.Retryable(failure(event), raw);
        }
        UpstreamEvent.Answer answer = event.answer();
        if (answer == null) {
            return new SpaceFailure.Incomplete("no finished answer, status " + event.status(), raw);
        }
        if (answer.text().isBlank()) {
            return new SpaceFailure.Incomplete("empty answer", raw);
        }
        List<String> notes = notes(event, question);
        if (notes.size() == 2) {
            return new SpaceFailure.Incomplete("the reply belongs to another turn", raw);
        }
        ThreadRef asked = question.thread();
        String backend = event.ids().backend();
        var thread = new ThreadRef(asked.frontendContext(), backend == null ? asked.backend() : backend);
        return new Reply(
                answer.text(), event.citations(), thread, event.ids().slug(), envelope(event, answer, notes), took);
    }

    /** The Space the event says it comes from, if that is not the one we asked. */
    static @Nullable String foreignCollection(UpstreamEvent event, Question question) {
        String asked = question.space().collection();
        String came = event.ids().collection();
        return asked == null || asked.isEmpty() || came == null || came.equalsIgnoreCase(asked) ? null : came;
    }

    private static String failure(UpstreamEvent event) {
        String code = event.errorCode() == null ? "no code" : event.errorCode();
        String message = event.errorMessage() == null ? "" : ": " + FailureText.shortened(event.errorMessage());
        return "upstream failed, " + code + message;
    }

    /** One foreign id is an oddity worth a note, two are somebody else's reply. */
    private static List<String> notes(UpstreamEvent event, Question question) {
        List<String> notes = new ArrayList<>();
        String context = event.ids().frontendContext();
        if (context != null
                && !context.equalsIgnoreCase(question.thread().frontendContext().toString())) {
            notes.add("foreign frontend_context_uuid " + context);
        }
        String request = event.ids().request();
        if (request != null && !request.equalsIgnoreCase(question.requestId().toString())) {
            notes.add("foreign uuid " + request);
        }
        return notes;
    }

    /** The answer word for word and the ids around it. The Space's own prompt, the steps and the blocks are left out. */
    private static String envelope(UpstreamEvent event, UpstreamEvent.Answer answer, List<String> notes) {
        var text = new StringWriter(answer.text().length() + 600);
        try (JsonGenerator out = WrapperJson.FACTORY.createGenerator(text)) {
            out.writeStartObject();
            field(out, "status", event.status());
            UpstreamEvent.Ids ids = event.ids();
            field(out, "backend_uuid", ids.backend());
            field(out, "frontend_context_uuid", ids.frontendContext());
            field(out, "uuid", ids.request());
            field(out, "context_uuid", ids.context());
            field(out, "thread_url_slug", ids.slug());
            field(out, "collection_uuid", ids.collection());
            field(out, "display_model", ids.model());
            field(out, "account_used", ids.account());
            field(out, "answer_place", answer.place().name());
            if (!notes.isEmpty()) {
                out.writeArrayFieldStart("notes");
                for (String note : notes) {
                    out.writeString(note);
                }
                out.writeEndArray();
            }
            out.writeStringField("answer", answer.text());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void field(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }
}
