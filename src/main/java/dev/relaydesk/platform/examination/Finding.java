package dev.relaydesk.platform.examination;

/**
 * One line of an examination.
 *
 * @param what was looked at
 * @param remedy what to do about it, or why it was not looked at; empty when all is well
 */
public record Finding(Grade grade, String what, String remedy) {

    /** From good to bad. */
    public enum Grade {
        OK,
        /** Nobody knows; {@link Finding#remedy} says why. */
        NOT_CHECKED,
        /** It works, but not as it should. */
        WARNING,
        FAILED
    }

    public static Finding ok(String what) {
        return new Finding(Grade.OK, what, "");
    }

    public static Finding notChecked(String what, String why) {
        return new Finding(Grade.NOT_CHECKED, what, why);
    }

    public static Finding warning(String what, String remedy) {
        return new Finding(Grade.WARNING, what, remedy);
    }

    public static Finding fault(String what, String remedy) {
        return new Finding(Grade.FAILED, what, remedy);
    }

    public boolean isOk() {
        return grade == Grade.OK;
    }
}
