package dev.relaydesk.action.catalogue;

/**
 * Why an action is missing from the catalogue.
 *
 * @param file the schema's path, or the name of the setting
 * @param line counted from 1
 * @param problem what is wrong there
 * @param remedy what to do about it
 */
public record SchemaProblem(String file, int line, String problem, String remedy) {

    /** One line for a log or a terminal. */
    public String sentence() {
        return "%s, line %d: %s; %s".formatted(file, line, problem, remedy);
    }
}
