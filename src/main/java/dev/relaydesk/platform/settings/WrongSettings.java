package dev.relaydesk.platform.settings;

import java.util.List;

/** Settings with which there can be no start. Its message is all that the operator needs to see. */
public final class WrongSettings extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param faults one sentence each, beginning with the setting's name */
    public WrongSettings(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
