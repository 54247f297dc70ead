package dev.relaydesk.platform.settings;

/** The service does not start, for a reason that one sentence tells the operator; a stack trace would only hide it. */
public final class StartRefused extends RuntimeException {

    public StartRefused(String sentence) {
        super(sentence);
    }
}
