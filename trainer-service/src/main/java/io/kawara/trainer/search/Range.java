package io.kawara.trainer.search;

import io.kawara.trainer.recipe.Default;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a search may choose for one key: a number of an interval, or one of some values.
 *
 * <p>Inside the search a value is a coordinate: a number or its logarithm, or the place among the choices.
 *
 * @param from the least number; where both ends are written as whole numbers, only whole ones are tried
 * @param to the greatest number
 * @param scale whether tenths or powers of ten are equally far apart
 * @param choices instead of an interval: the values there are
 */
public record Range(
        @Default("null") String from,
        @Default("null") String to,
        @Default("linear") Scale scale,
        @Default("[]") List<String> choices) {
    private static final int DIGITS = 4; // a rate of 0.0031 and one of 0.00312 train alike: short numbers can be read

    /** How numbers are spread over an interval. */
    public enum Scale {
        LINEAR,
        LOG
    }

    public Range {
        choices = List.copyOf(choices);
        if ((from == null) != (to == null) || choices.isEmpty() == (from == null)) {
            throw new IllegalArgumentException("a range is either 'from' and 'to' or 'choices'");
        }
        if (from != null) {
            double least = number(from);
            if (!(least < number(to)) || (scale == Scale.LOG && !(least > 0))) {
                throw new IllegalArgumentException(
                        "a range is from less to more, of logarithms from above 0, not from " + from + " to " + to);
            }
        }
    }

    private static double number(String written) {
        try {
            return Double.parseDouble(written);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'from' and 'to' are numbers, not '" + written + "'", e);
        }
    }

    boolean isChoice() {
        return from == null;
    }

    boolean isWhole() {
        return from != null && from.matches("-?\\d+") && to.matches("-?\\d+");
    }

    /** The least coordinate; of whole numbers half a number lower, so that each has as much room. */
    double low() {
        return coordinate(number(from) - (isWhole() ? 0.5 : 0));
    }

    double high() {
        return coordinate(number(to) + (isWhole() ? 0.5 : 0));
    }

    private double coordinate(double number) {
        return scale == Scale.LOG ? Math.log(number) : number;
    }

    /** The coordinate of a value as {@link #written}. */
    double at(String value) {
        return isChoice() ? choices.indexOf(value) : coordinate(number(value));
    }

    /** The value at a coordinate as a recipe has it. */
    String written(double at) {
        if (isChoice()) {
            return choices.get((int) at);
        }
        double number = Math.min(number(to), Math.max(number(from), scale == Scale.LOG ? Math.exp(at) : at));
        return isWhole()
                ? Long.toString(Math.round(number))
                : new BigDecimal(number)
                        .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toString();
    }

    /** The coordinates that come to the same whole number: from where to where. */
    double[] cell(double at) {
        double number = Math.round(scale == Scale.LOG ? Math.exp(at) : at);
        return new double[] {coordinate(number - 0.5), coordinate(number + 0.5)};
    }
}
