package dev.relaydesk.ticket.gateway;

/**
 * A ticket to be opened outside.
 *
 * @param reference ours; the same for each repeat, and no other ticket has it
 * @param number what the customer calls it
 * @param body what the agent reads first; hostile
 * @param priority {@code low}, {@code normal} or {@code high}
 */
public record Filing(String reference, String number, String subject, String body, String priority) {

    /** What every system takes. */
    private static final int LONGEST_SUBJECT = 255;

    /** The subject in one line, cut where Redmine and Zammad would refuse it. */
    String title() {
        String line = subject.replaceAll("\\s+", " ").strip();
        int end = Math.min(line.length(), LONGEST_SUBJECT);
        return line.substring(
                0, end < line.length() && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }
}
