package io.kawara.trainer.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the trees out of LightGBM's text. */
final class LightgbmText {
    // The bits of a decision_type: LightGBM's include/LightGBM/tree.h.
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_ZERO = 1;
    private static final int MISSING_NAN = 2;

    static Forest forest(String text) {
        var trees = new ArrayList<Tree>();
        String[] parts = text.split("\nTree=\\d+\n", -1);
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            trees.add(tree(part));
        }
        return new Forest("lightgbm", Tree.Comparison.AT_MOST, trees);
    }

    private static Tree tree(String part) {
        Map<String, String> fields = new HashMap<>();
        for (String line : part.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                break; // a tree ends at an empty line
            }
            fields.put(line.substring(0, equals), line.substring(equals + 1));
        }
        double[] leaves = numbers(fields.get("leaf_value"));
        double[] thresholds = numbers(fields.get("threshold"));
        int[] types = whole(fields.get("decision_type"));
        var missingLeft = new boolean[types.length];
        for (int i = 0; i < types.length; i++) {
            int missing = types[i] >> 2 & 3;
            if ((types[i] & CATEGORICAL) != 0 || missing == MISSING_ZERO) {
                throw new IllegalArgumentException("LightGBM's splits of kind " + types[i] + " are not known here");
            }
            // Where no number was missing in training, LightGBM takes a missing one for 0.
            missingLeft[i] = missing == MISSING_NAN ? (types[i] & DEFAULT_LEFT) != 0 : 0 <= thresholds[i];
        }
        return new Tree(
                whole(fields.get("split_feature")),
                thresholds,
                missingLeft,
                whole(fields.get("left_child")),
                whole(fields.get("right_child")),
                leaves);
    }

    private static double[] numbers(String field) {
        return words(field).stream().mapToDouble(LightgbmText::number).toArray();
    }

    /** A threshold that only missing numbers do not pass is infinite. */
    private static double number(String word) {
        return switch (word) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    private static int[] whole(String field) {
        return words(field).stream().mapToInt(Integer::parseInt).toArray();
    }

    private static List<String> words(String field) {
        return field == null || field.isBlank()
                ? List.of()
                : List.of(field.strip().split(" ", -1));
    }

    private LightgbmText() {}
}
