package dev.relaydesk.playground;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the time between a customer's message and its answer went. */
record Timing(String total, List<Step> steps) {

    /** The width of the picture in which the steps lie one after the other. */
    private static final int WIDTH = 1000;

    /**
     * One step of a turn.
     *
     * @param from where it begins in the picture
     * @param width how much of the picture it takes
     */
    record Step(String name, String took, int from, int width) {}

    private record Part(String name, @Nullable Double millis) {

        double known() {
            return millis == null ? 0 : Math.max(0, millis);
        }
    }

    static Timing of(ResultSet row) throws SQLException {
        Double whole = millis(row, "whole_millis");
        Double model = millis(row, "model_millis");
        double rest = (whole == null ? 0 : whole) - (model == null ? 0 : model);
        return laidOut(List.of(
                new Part("Waited for more", millis(row, "quiet_millis")),
                new Part("Space", model),
                new Part("Relaydesk", Math.max(0, rest)),
                new Part("To WhatsApp", millis(row, "send_millis"))));
    }

    private static Timing laidOut(List<Part> parts) {
        double total = parts.stream().mapToDouble(Part::known).sum();
        var steps = new ArrayList<Step>();
        double before = 0;
        for (Part part : parts) {
            int from = share(before, total);
            before += part.known();
            steps.add(new Step(part.name(), took(part.millis()), from, share(before, total) - from));
        }
        return new Timing(took(total), List.copyOf(steps));
    }

    private static int share(double millis, double total) {
        return total == 0 ? 0 : (int) Math.round(WIDTH * millis / total);
    }

    private static String took(@Nullable Double millis) {
        if (millis == null) {
            return "–";
        }
        double value = Math.max(0, millis);
        return value < 1000
                ? String.format(Locale.ROOT, "%.0f ms", value)
                : String.format(Locale.ROOT, "%.2f s", value / 1000);
    }

    private static @Nullable Double millis(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
