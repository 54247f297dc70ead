package dev.relaydesk.platform.settings;

import java.util.List;

/** The service does not start, for a reason that a sentence tells the operator; a stack trace would only hide it. */
public final class StartRefused extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public StartRefused(String sentence) {
        super(sentence);
    }

    /** With one sentence for each fault, a line each. */
    public StartRefused(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
    }
}
