package io.kawara.trainer.search;

import java.util.List;
import java.util.SplittableRandom;

/** How often each choice was tried; before anything is, each counts as if it had been once in all of them together. */
final class Frequencies implements Density {
    private final double[] shares;

    Frequencies(int choices, List<Double> places) {
        var weights = Density.weights(places.size());
        double prior = 1.0 / choices;
        double sum = 1;
        shares = new double[choices];
        for (int i = 0; i < choices; i++) {
            shares[i] = prior;
        }
        for (int i = 0; i < weights.length; i++) {
            shares[places.get(i).intValue()] += weights[i];
            sum += weights[i];
        }
        for (int i = 0; i < choices; i++) {
            shares[i] /= sum;
        }
    }

    @Override
    public double draw(SplittableRandom random) {
        double left = random.nextDouble();
        for (int i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1.0;
    }

    @Override
    public double log(double at) {
        return Math.log(shares[(int) at]);
    }
}
