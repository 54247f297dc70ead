package dev.relaydesk.space;

/** A source behind an answer. The marker {@code [n]} in the text means the n-th of them, counted from one. */
public record Citation(String title, String url) {}
