package io.kawara.trainer.zoo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An architecture's options, of which each must be known to it. */
final class Options {
    private final String architecture;
    private final Map<String, Object> values;

    Options(String architecture, Map<String, Object> values, Set<String> known) {
        this.architecture = architecture;
        this.values = Map.copyOf(values);
        for (var name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("architecture %s has no option %s; it has %s"
                        .formatted(architecture, name, new TreeSet<>(known)));
            }
        }
    }

    int integer(String name, int otherwise, int least) {
        var value = values.getOrDefault(name, otherwise);
        if (value instanceof Integer number && number >= least) {
            return number;
        }
        throw wrong(name, value, "a whole number of at least " + least);
    }

    /** A share in [0,1). */
    double share(String name, double otherwise) {
        var value = values.getOrDefault(name, otherwise);
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() < 1) {
            return number.doubleValue();
        }
        throw wrong(name, value, "a number in [0,1)");
    }

    /** A number above 0. */
    double positive(String name, double otherwise) {
        var value = values.getOrDefault(name, otherwise);
        if (value instanceof Number number && number.doubleValue() > 0) {
            return number.doubleValue();
        }
        throw wrong(name, value, "a number above 0");
    }

    boolean flag(String name, boolean otherwise) {
        var value = values.getOrDefault(name, otherwise);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, value, "true or false");
    }

    /** One of some words, the first of them where nothing is said. */
    String choice(String name, List<String> words) {
        var value = values.getOrDefault(name, words.get(0));
        if (value instanceof String word && words.contains(word)) {
            return word;
        }
        throw wrong(name, value, "one of " + words);
    }

    /** Words that must be there. */
    String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, values.getOrDefault(name, "missing"), "words");
    }

    private IllegalArgumentException wrong(String name, Object value, String wanted) {
        return new IllegalArgumentException(
                "option %s of architecture %s is %s, not %s".formatted(name, architecture, wanted, value));
    }
}
