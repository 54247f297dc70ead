package dev.relaydesk.action;

import dev.relaydesk.handoff.CustomerWords;
import dev.relaydesk.handoff.HandoffRequest;
import dev.relaydesk.handoff.Handoffs;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@code handoff}: a human takes over. */
@ApplicationScoped
class HandoffHandler implements ActionHandler {

    private final Handoffs handoffs;
    private final CustomerWords words;

    HandoffHandler(Handoffs handoffs, CustomerWords words) {
        this.handoffs = handoffs;
        this.words = words;
    }

    @Override
    public String action() {
        return "handoff";
    }

    @Override
    public String perform(Handle transaction, Action action) {
        String department = orNull(action.text("department"));
        var request = new HandoffRequest(
                HandoffRequest.Source.MODEL,
                "model_asked",
                department,
                action.parameters().path("priority").asText("normal"),
                orNull(action.text("summary")));
        handoffs.request(transaction, action.conversation(), request, "bot");
        return words.escalated(department, action.language());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
