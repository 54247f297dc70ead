package dev.relaydesk.action.endpoint;

import dev.relaydesk.action.endpoint.AnswerForm.NothingFound;
import org.jspecify.annotations.Nullable;

/** Tells from an answer whether the effect happened; whatever leaves that open is ambiguous, unless nothing can happen. */
final class Judgement {

    private Judgement() {}

    static CallResult judge(Endpoint endpoint, Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return success(endpoint, answer);
        }
        String code = "http-" + status;
        String words = answer.readable() ? endpoint.answer().excerpt(answer) : "";
        return switch (status) {
            // After these an effect may well have happened; they are not followed.
            case 301, 302, 303 ->
                open(endpoint, "redirect", "It answered with a redirect, which is not followed", null);
            case 300, 304, 305, 306, 307, 308 ->
                new CallResult.Failed("redirect", "It answered with a redirect, which is not followed", false, null);
            case 408 -> open(endpoint, code, words, answer);
            // The same key is being worked on at this moment.
            case 409 ->
                endpoint.effect() == Effect.IDEMPOTENT
                        ? open(endpoint, code, words, answer)
                        : new CallResult.Failed(code, words, false, null);
            case 425, 429 -> new CallResult.Failed(code, words, true, answer.retryAfter());
            default ->
                status >= 400 && status < 500
                        ? new CallResult.Failed(code, words, false, null)
                        : open(endpoint, code, words, answer);
        };
    }

    /** Something of which nobody knows what it did: for a read a failure like any other. */
    static CallResult open(Endpoint endpoint, String code, String detail, @Nullable Answer answer) {
        var pause = answer == null ? null : answer.retryAfter();
        return endpoint.effect() == Effect.READ
                ? new CallResult.Failed(code, detail, !code.equals("redirect"), pause)
                : new CallResult.Ambiguous(code, detail, pause);
    }

    private static CallResult success(Endpoint endpoint, Answer answer) {
        String text = null;
        if (answer.readable()) {
            try {
                text = endpoint.answer().text(answer);
            } catch (NothingFound _) {
                text = "{}";
            }
        }
        return text == null
                ? open(
                        endpoint,
                        "unreadable",
                        "It answered %d with something unreadable".formatted(answer.status()),
                        null)
                : new CallResult.Succeeded(answer.status(), text);
    }
}
