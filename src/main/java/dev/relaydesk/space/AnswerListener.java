package dev.relaydesk.space;

/** Hears an answer while it is written. */
@FunctionalInterface
public interface AnswerListener {

    /** Text that follows what was heard before; never a repetition. The {@link Reply} at the end is what counts. */
    void heard(String delta);
}
