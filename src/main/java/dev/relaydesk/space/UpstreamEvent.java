package dev.relaydesk.space;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one upstream event, which is 140 to 180 KB on the wire.
 *
 * @param status {@code PENDING}, {@code COMPLETED} or {@code FAILED}
 * @param marked whether the event calls itself the last one
 * @param answer the answer, if the event holds a whole one
 * @param citations the sources that belong to {@code answer}
 * @param pieces pieces of an unfinished answer
 * @param offset index of the first of {@code pieces}; null when the event does not say
 */
record UpstreamEvent(
        Ids ids,
        @Nullable String status,
        boolean marked,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable Answer answer,
        List<Citation> citations,
        List<String> pieces,
        @Nullable Integer offset) {

    /** Who and where; each may be missing. */
    record Ids(
            @Nullable String backend,
            @Nullable String frontendContext,
            @Nullable String request,
            @Nullable String context,
            @Nullable String slug,
            @Nullable String collection,
            @Nullable String model,
            @Nullable String account) {

        Ids orElse(Ids older) {
            return new Ids(
                    or(backend, older.backend),
                    or(frontendContext, older.frontendContext),
                    or(request, older.request),
                    or(context, older.context),
                    or(slug, older.slug),
                    or(collection, older.collection),
                    or(model, older.model),
                    or(account, older.account));
        }

        private static @Nullable String or(@Nullable String newer, @Nullable String older) {
            return newer == null ? older : newer;
        }
    }

    /** The answer and the place it was found in. */
    record Answer(String text, Place place) {}

    /** Where an answer may stand, in the order in which the places are believed. */
    enum Place {
        BLOCK,
        FINAL_STEP,
        PLAIN_TEXT,
        /** The compact reply of {@code answer_only=true}, which we do not ask for. */
        COMPACT
    }

    /** This event, with what it leaves out taken from the ones before it in the same stream. */
    UpstreamEvent after(UpstreamEvent older) {
        boolean own = answer != null;
        return new UpstreamEvent(
                ids.orElse(older.ids),
                status == null ? older.status : status,
                marked || older.marked,
                errorCode == null ? older.errorCode : errorCode,
                errorMessage == null ? older.errorMessage : errorMessage,
                own ? answer : older.answer,
                own || !citations.isEmpty() ? citations : older.citations,
                pieces,
                offset);
    }

    boolean failed() {
        return "FAILED".equals(status) || (errorCode != null && answer == null);
    }
}
