package io.kawara.trainer.transform;

import java.util.List;
import java.util.SplittableRandom;

/** Draws that the steps share. */
final class Chance {
    /** Evenly from {@code -limit} to {@code limit}. */
    static double around(double limit, SplittableRandom random) {
        return limit * (2 * random.nextDouble() - 1);
    }

    /** Evenly between the two ends. */
    static double within(List<Double> range, SplittableRandom random) {
        return range.get(0) + (range.get(1) - range.get(0)) * random.nextDouble();
    }

    /** Of Beta(alpha, alpha), by Jöhnk's rejection (1964), which is quick for the alphas below 1 of mixup. */
    static double beta(double alpha, SplittableRandom random) {
        while (true) {
            double x = Math.pow(random.nextDouble(), 1 / alpha);
            double y = Math.pow(random.nextDouble(), 1 / alpha);
            if (x + y > 0 && x + y <= 1) {
                return x / (x + y);
            }
        }
    }

    /** The numbers from 0 in an even order (Fisher and Yates). */
    static int[] permutation(int count, SplittableRandom random) {
        var order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A place in {@code weights}, each as often as it weighs. */
    static int weighted(double[] weights, SplittableRandom random) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = total * random.nextDouble();
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private Chance() {}
}
