package io.kawara.bench;

import java.util.Locale;

/** One line of the table: two figures of the same unit, and what their ratio is hoped to be at least. */
record Measure(String what, double ours, String peerName, double peer, String unit, double goal) {
    static final String HEAD =
            String.format("%-40s %12s %12s  %-30s %7s %6s", "", "Kawara", "peer", "", "ratio", "goal");

    double ratio() {
        return ours / peer;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-40s %12s %12s  %-30s %7.2f %6s",
                what,
                figure(ours),
                figure(peer),
                peerName,
                ratio(),
                goal > 0 ? String.format(Locale.ROOT, "%.2f", goal) : "");
    }

    private String figure(double value) {
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
