package io.kawara.trainer.run;

import io.kawara.serving.Activation;

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
        double low = LEAST;
        double high = MOST;
        for (int step = 0; step < 40; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (cautiousLoss(logits, classes, Math.exp(left)) <= cautiousLoss(logits, classes, Math.exp(right))) {
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

    private Calibration() {}
}
