package dev.relaydesk.delivery;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers that a customer can give by pressing a button, where the channel has buttons. Its limits are those of
 * the narrowest channel, WhatsApp.
 *
 * @param id comes back when the button is pressed; 1 to 256 characters
 * @param title what stands on the button; 1 to 20 characters
 */
public record Choice(String id, String title) {

    /** How many one message can offer. */
    public static final int MOST = 3;

    private static final int LONGEST_ID = 256;
    private static final int LONGEST_TITLE = 20;
    private static final String SEPARATOR = "\u001f";

    /** @throws IllegalArgumentException when a part is empty, too long, begins or ends with space, or has control characters */
    public Choice {
        check("id", id, LONGEST_ID);
        check("title", title, LONGEST_TITLE);
    }

    private static void check(String name, String value, int longest) {
        if (value.isEmpty()
                || value.length() > longest
                || !value.equals(value.strip())
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A choice's " + name + " is a plain text of 1 to " + longest + " characters: '" + value + "'");
        }
    }

    /** Reads the column {@code choices} of a row of the outbox: ids and titles in turn. */
    public static List<Choice> in(ResultSet row) throws SQLException {
        Array column = row.getArray("choices");
        if (column == null) {
            return List.of();
        }
        String[] values = (String[]) column.getArray();
        List<Choice> choices = new ArrayList<>(values.length / 2);
        for (int i = 0; i < values.length; i += 2) {
            choices.add(new Choice(values[i], values[i + 1]));
        }
        return List.copyOf(choices);
    }

    /** The same ids and titles in one text, because an array of arrays cannot be a parameter; null for none. */
    static @Nullable String joined(List<Choice> choices) {
        return choices.isEmpty()
                ? null
                : String.join(
                        SEPARATOR,
                        choices.stream()
                                .map(choice -> choice.id() + SEPARATOR + choice.title())
                                .toList());
    }
}
