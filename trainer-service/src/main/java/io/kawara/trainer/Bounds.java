package io.kawara.trainer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Options that hold a least and a greatest value: {@code 10..14}, or one value for both. */
final class Bounds {
    /**
     * Reads an option.
     *
     * @param example of such an option, for whoever wrote it wrongly
     */
    static <T> List<T> parse(String written, Function<String, T> number, String example) {
        try {
            var bounds = Arrays.stream(written.split("\\.\\.", -1)).map(number).toList();
            return bounds.size() == 1 ? List.of(bounds.get(0), bounds.get(0)) : bounds;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + written + "' is not a range such as " + example, e);
        }
    }

    private Bounds() {}
}
