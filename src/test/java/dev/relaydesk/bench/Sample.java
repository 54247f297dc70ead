package dev.relaydesk.bench;

import java.util.Arrays;
import java.util.Locale;

/** Sorted times in milliseconds. */
record Sample(double[] sorted) {

    static Sample of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Sample(sorted);
    }

    double percentile(double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) Math.floor(share * sorted.length))];
    }

    /** Median and 99th percentile. */
    @Override
    public String toString() {
        return sorted.length == 0 ? "-" : String.format(Locale.ROOT, "%.1f / %.1f", percentile(0.5), percentile(0.99));
    }
}
