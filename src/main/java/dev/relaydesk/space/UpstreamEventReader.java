package dev.relaydesk.space;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Picks what we keep out of one upstream event and skips the rest token by token. Single use. */
final class UpstreamEventReader {

    private final AskTextBlock block = new AskTextBlock();
    private final WebResults blockSources = new WebResults();

    private @Nullable String backend;
    private @Nullable String frontendContext;
    private @Nullable String request;
    private @Nullable String context;
    private @Nullable String slug;
    private @Nullable String collection;
    private @Nullable String model;
    private @Nullable String account;
    private @Nullable String status;
    private @Nullable String errorCode;
    private @Nullable String errorMessage;
    private @Nullable String progress;
    private @Nullable String compact;
    private @Nullable String plainText;
    private @Nullable String finalStep;
    private boolean marked;
    private boolean nullData;
    private @Nullable String error;

    /** Reads the object the parser stands on. */
    void read(JsonParser in) throws IOException {
        WrapperJson.object(in, this::field);
    }

    private void field(String name, JsonParser in) throws IOException {
        switch (name) {
            case "backend_uuid" -> backend = WrapperJson.shortText(in);
            case "frontend_context_uuid" -> frontendContext = WrapperJson.shortText(in);
            case "uuid" -> request = WrapperJson.shortText(in);
            case "context_uuid" -> context = WrapperJson.shortText(in);
            case "thread_url_slug" -> slug = WrapperJson.shortText(in);
            case "display_model" -> model = WrapperJson.shortText(in);
            case "account_used" -> account = WrapperJson.shortText(in);
            case "status" -> {
                String said = WrapperJson.shortText(in);
                status = said == null ? null : said.toUpperCase(Locale.ROOT);
            }
            case "error_code" -> errorCode = WrapperJson.shortText(in);
            case "error_message" -> errorMessage = WrapperJson.string(in);
            case "error" -> error = WrapperJson.string(in);
            case "progress" -> progress = WrapperJson.shortText(in);
            case "answer" -> compact = WrapperJson.string(in);
            case "final", "final_sse_message", "text_completed" -> marked |= WrapperJson.isTrue(in);
            case "collection_info" -> WrapperJson.object(in, this::collectionField);
            case "text" -> text(in);
            case "blocks" -> WrapperJson.array(in, this::block);
            case "data" -> {
                nullData = in.currentToken() == JsonToken.VALUE_NULL;
                in.skipChildren();
            }
            default -> in.skipChildren();
        }
    }

    private void collectionField(String name, JsonParser in) throws IOException {
        if (name.equals("uuid")) {
            collection = WrapperJson.shortText(in);
        } else {
            in.skipChildren();
        }
    }

    private void text(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.START_ARRAY) {
            WrapperJson.array(in, this::step);
        } else {
            plainText = WrapperJson.string(in);
        }
    }

    private void step(JsonParser in) throws IOException {
        var step = new Step();
        WrapperJson.object(in, step::field);
        if ("FINAL".equals(step.type) && step.answer != null) {
            finalStep = step.answer;
        }
    }

    /** One entry of {@code text}; its type may come after its content. */
    private static final class Step {
        private @Nullable String type;
        private @Nullable String answer;

        private void field(String name, JsonParser in) throws IOException {
            switch (name) {
                case "step_type" -> type = WrapperJson.shortText(in);
                case "content" -> WrapperJson.object(in, this::contentField);
                default -> in.skipChildren();
            }
        }

        private void contentField(String name, JsonParser in) throws IOException {
            if (name.equals("answer")) {
                answer = WrapperJson.string(in);
            } else {
                in.skipChildren();
            }
        }
    }

    private void block(JsonParser in) throws IOException {
        var read = new AskTextBlock();
        WrapperJson.object(in, (name, value) -> {
            switch (name) {
                case "intended_usage" -> read.usage(WrapperJson.shortText(value));
                case "markdown_block" -> WrapperJson.object(value, read::field);
                case "web_result_block" ->
                    WrapperJson.object(value, (inner, results) -> {
                        if (inner.equals("web_results")) {
                            blockSources.read(results);
                        } else {
                            results.skipChildren();
                        }
                    });
                default -> value.skipChildren();
            }
        });
        block.adopt(read);
    }

    /** {@code {"data":null}}: the wrapper got nothing from upstream and does not say why. */
    boolean nullData() {
        return nullData && block.answer() == null && plainText == null && finalStep == null;
    }

    @Nullable
    String error() {
        return error;
    }

    /**
     * What was read. The places of an answer are tried in the order of {@link UpstreamEvent.Place}.
     *
     * @param alone whether this is all there is, so that an event that says nothing about its status is the last one
     */
    UpstreamEvent event(boolean alone) {
        var ids = new UpstreamEvent.Ids(backend, frontendContext, request, context, slug, collection, model, account);
        List<Citation> sources = blockSources.list();
        UpstreamEvent.Answer answer = null;
        boolean whole = marked || "COMPLETED".equals(status) || (alone && status == null);
        String fromBlock = block.answer();
        if (fromBlock != null) {
            answer = new UpstreamEvent.Answer(fromBlock, UpstreamEvent.Place.BLOCK);
        }
        if (finalStep != null && whole && (answer == null || sources.isEmpty())) {
            var decoded = FinalStep.decode(finalStep);
            if (answer == null && decoded.answer() != null) {
                answer = new UpstreamEvent.Answer(decoded.answer(), UpstreamEvent.Place.FINAL_STEP);
                sources = decoded.citations().isEmpty() ? sources : decoded.citations();
            } else if (sources.isEmpty()) {
                sources = decoded.citations();
            }
        }
        if (answer == null && plainText != null && whole) {
            answer = new UpstreamEvent.Answer(plainText, UpstreamEvent.Place.PLAIN_TEXT);
        }
        List<String> pieces = block.pieces();
        if (answer == null && compact != null) {
            if ("DONE".equals(progress)) {
                answer = new UpstreamEvent.Answer(compact, UpstreamEvent.Place.COMPACT);
            } else if (pieces.isEmpty()) {
                pieces = List.of(compact);
            }
        }
        return new UpstreamEvent(ids, status, marked, errorCode, errorMessage, answer, sources, pieces, block.offset());
    }
}
