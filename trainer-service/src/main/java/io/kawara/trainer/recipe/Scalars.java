package io.kawara.trainer.recipe;

import java.util.Arrays;
import java.util.Locale;

/** Single values of a file: strings, numbers, booleans and constants. */
public final class Scalars {
    /** A text as a value of a type; an {@link IllegalArgumentException} where it is none. */
    static Object read(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text.replace("_", ""));
        } else if (type == long.class) {
            return Long.valueOf(text.replace("_", ""));
        } else if (type == double.class || type == Double.class) {
            return Double.valueOf(text);
        } else if ((type == boolean.class || type == Boolean.class) && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0]) {
            if (written(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(text);
    }

    /** What a value of a type is, for a sentence. */
    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(Scalars::written)
                                    .toList());
        }
        boolean isNumber = type == double.class || type == Double.class;
        boolean isTruth = type == boolean.class || type == Boolean.class;
        return isTruth ? "true or false" : isNumber ? "a number" : "a whole number";
    }

    /** How a constant is written in a file. */
    public static String written(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Scalars() {}
}
