package io.kawara.trainer.drift;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The population stability index of two counts: the sum over all classes of (now - then) ln(now / then) of their shares (Siddiqi, Credit Risk Scorecards,
 * 2006). Siddiqi's bands: below 0.1 nothing has changed, up to 0.25 something has, above that much.
 *
 * <p>Half a count is added to every class, so that none is missing from one side. Of few answers the index is large by chance alone: where nothing has
 * changed it is about chi squared times (1/n + 1/m) (Yurdakul, Statistical Properties of Population Stability Index, 2018), and {@link #isCertain} says
 * whether it is beyond what one in a thousand of such would be.
 *
 * @param value in total, 0 where both are alike
 * @param parts by class
 */
record StabilityIndex(double value, Map<String, Double> parts, boolean isCertain) {
    private static final double Z = 3.09; // of one in a thousand

    static StabilityIndex of(Map<String, Integer> then, Map<String, Integer> now) {
        var names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        int before = sum(then);
        int after = sum(now);
        if (before == 0 || after == 0) {
            return new StabilityIndex(0, Map.of(), false);
        }
        Map<String, Double> parts = new LinkedHashMap<>();
        double value = 0;
        for (String name : names) {
            double e = (then.getOrDefault(name, 0) + 0.5) / (before + 0.5 * names.size());
            double a = (now.getOrDefault(name, 0) + 0.5) / (after + 0.5 * names.size());
            double part = (a - e) * Math.log(a / e);
            parts.put(name, part);
            value += part;
        }
        double chance = chiSquared(names.size() - 1) * (1.0 / before + 1.0 / after);
        return new StabilityIndex(value, parts, value > chance);
    }

    /** The quantile by Wilson and Hilferty (1931). */
    private static double chiSquared(int degrees) {
        if (degrees == 0) {
            return 0;
        }
        double root = 1 - 2.0 / (9 * degrees) + Z * Math.sqrt(2.0 / (9 * degrees));
        return degrees * root * root * root;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
