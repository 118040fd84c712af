package io.kawara.trainer.run;

import io.kawara.serving.Activation;

/** Makes scores say how often they are right (Guo et al., On Calibration of Modern Neural Networks, 2017). */
final class Calibration {
    private static final double LEAST = Math.log(0.05);
    private static final double MOST = Math.log(20);
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** The temperature that makes the log loss of held-out rows least, by golden section on its logarithm. */
    static double temperature(float[][] logits, int[] classes) {
        double low = LEAST;
        double high = MOST;
        for (int step = 0; step < 40; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (logLoss(logits, classes, Math.exp(left)) <= logLoss(logits, classes, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    static double logLoss(float[][] logits, int[] classes, double temperature) {
        double loss = 0;
        for (int row = 0; row < logits.length; row++) {
            loss -= Math.log(Math.max(1e-12, Activation.SOFTMAX.scores(logits[row], temperature)[classes[row]]));
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
