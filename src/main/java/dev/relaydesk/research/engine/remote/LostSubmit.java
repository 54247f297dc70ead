package dev.relaydesk.research.engine.remote;

import java.time.Duration;

/** What became of a submit whose answer was never heard. */
public sealed interface LostSubmit {

    /** It arrived. */
    record Found(String remoteId) implements LostSubmit {}

    /** It surely did not arrive. */
    record NotThere() implements LostSubmit {}

    /** Nobody can tell. */
    record Unknown() implements LostSubmit {}

    /** The other side cannot be asked right now. */
    record AskLater(Duration pause) implements LostSubmit {}
}
