package io.kawara.trainer.context;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How many boxes of each crop of a batch are learnt, where all would be too many or an awkward number. */
final class BoxLimit {
    private BoxLimit() {}

    /**
     * A share of each crop's boxes in proportion, one at least of a crop that has any, and what is left over of the last crops.
     *
     * @param counts of each crop's boxes
     * @param most of a batch
     * @param multiple of which a batch that has as many is cut to a multiple
     */
    static int[] shares(int[] counts, int most, int multiple) {
        int all = Arrays.stream(counts).sum();
        int wanted = all > most ? most : all < multiple ? all : all / multiple * multiple;
        var shares = new int[counts.length];
        int left = wanted;
        for (int i = 0; i < counts.length; i++) {
            shares[i] = counts[i] == 0 ? 0 : Math.max(1, (int) ((long) counts[i] * wanted / all));
            left -= shares[i];
        }
        for (; left < 0; left++) {
            shares[greatest(shares)]--; // what crops of few boxes have too much
        }
        for (int i = counts.length - 1; i >= 0; i--) {
            int more = Math.min(left, counts[i] - shares[i]);
            shares[i] += more;
            left -= more;
        }
        return shares;
    }

    private static int greatest(int[] shares) {
        int greatest = 0;
        for (int i = 1; i < shares.length; i++) {
            greatest = shares[i] > shares[greatest] ? i : greatest;
        }
        return greatest;
    }

    /** So many different numbers below {@code count}, in their order. */
    static int[] some(int count, int share, SplittableRandom random) {
        var numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        var some = Arrays.copyOf(numbers, share);
        Arrays.sort(some);
        return some;
    }
}
