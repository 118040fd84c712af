package io.kawara.trainer.run;

import io.kawara.serving.Activation;
import java.util.function.DoubleUnaryOperator;

/** Makes scores say how often they are right (Guo et al., On Calibration of Modern Neural Networks, 2017). */
final class Calibration {
    private static final double FLOOR = 1e-12;
    private static final double LEAST = Math.log(0.05);
    private static final double MOST = Math.log(20);
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /**
     * The temperature that makes the log loss of held-out rows least, by golden section on its logarithm.
     *
     * <p>Of n rows that are all right it must not follow that the next one is right for certain: as with Platt (Probabilistic Outputs for Support Vector
     * Machines, 1999) one part in n + 2 is kept for the other labels.
     */
    static double temperature(float[][] logits, int[] classes) {
        return best(temperature -> cautiousLoss(logits, classes, temperature));
    }

    /** As above, of labels that each are true or not. */
    static double temperature(float[][] logits, boolean[][] truth) {
        return best(temperature -> cautiousLoss(logits, truth, temperature));
    }

    private static double best(DoubleUnaryOperator loss) {
        double low = LEAST;
        double high = MOST;
        for (int step = 0; step < 40; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss.applyAsDouble(Math.exp(left)) <= loss.applyAsDouble(Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double cautiousLoss(float[][] logits, int[] classes, double temperature) {
        double kept = 1.0 / (logits.length + 2);
        double loss = 0;
        for (int row = 0; row < logits.length; row++) {
            double[] scores = Activation.SOFTMAX.scores(logits[row], temperature);
            for (int label = 0; label < scores.length; label++) {
                double target = label == classes[row] ? 1 - kept : kept / (scores.length - 1);
                loss -= target * Math.log(Math.max(FLOOR, scores[label]));
            }
        }
        return loss;
    }

    private static double cautiousLoss(float[][] logits, boolean[][] truth, double temperature) {
        double kept = 1.0 / (logits.length + 2);
        double loss = 0;
        for (int row = 0; row < logits.length; row++) {
            double[] scores = Activation.SIGMOID.scores(logits[row], temperature);
            for (int label = 0; label < scores.length; label++) {
                double right = truth[row][label] ? scores[label] : 1 - scores[label];
                loss -= (1 - kept) * Math.log(Math.max(FLOOR, right)) + kept * Math.log(Math.max(FLOOR, 1 - right));
            }
        }
        return loss;
    }

    static double logLoss(float[][] logits, int[] classes, double temperature) {
        double loss = 0;
        for (int row = 0; row < logits.length; row++) {
            loss -= Math.log(Math.max(FLOOR, Activation.SOFTMAX.scores(logits[row], temperature)[classes[row]]));
        }
        return loss / logits.length;
    }

    static double accuracy(float[][] logits, int[] classes) {
        int right = 0;
        for (int row = 0; row < logits.length; row++) {
            int best = 0;
            for (int label = 1; label < logits[row].length; label++) {
                best = logits[row][label] > logits[row][best] ? label : best;
            }
            right += best == classes[row] ? 1 : 0;
        }
        return (double) right / logits.length;
    }

    /** The share of all cells, rows times labels, that a logit of at least 0 gets right. */
    static double accuracy(float[][] logits, boolean[][] truth) {
        long right = 0;
        for (int row = 0; row < logits.length; row++) {
            for (int label = 0; label < truth[row].length; label++) {
                boolean said = logits[row][label] >= 0;
                right += said == truth[row][label] ? 1 : 0;
            }
        }
        return right / ((double) logits.length * truth[0].length);
    }

    private Calibration() {}
}
