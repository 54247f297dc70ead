package dev.relaydesk.research.engine;

/** One way to research a question. */
public interface Engine {

    /** As it stands in settings, rows and the API: {@code agent}, {@code async}, {@code space} or {@code multi_step}. */
    String name();

    /** Whether it is set up. */
    boolean isAvailable();

    /**
     * Does the next step of a run: all of it, a submit, or a poll. After a crash it is called again with what the run
     * remembers. No transaction is open.
     */
    EngineStep step(EngineRun run) throws InterruptedException;

    /** The run has been stopped: what it has started elsewhere is to be stopped too. */
    default void stop(EngineRun run) {}
}
