package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How logits become scores in [0,1]. */
public enum Activation {
    /** One label of several: the scores sum to 1. */
    @JsonProperty("softmax")
    SOFTMAX {
        @Override
        void apply(double[] logits) {
            // Less the greatest, so that no exponential overflows.
            var greatest = Double.NEGATIVE_INFINITY;
            for (var logit : logits) {
                greatest = Math.max(greatest, logit);
            }
            var sum = 0.0;
            for (int i = 0; i < logits.length; i++) {
                logits[i] = Math.exp(logits[i] - greatest);
                sum += logits[i];
            }
            for (int i = 0; i < logits.length; i++) {
                logits[i] /= sum;
            }
        }
    },
    /** Any number of labels: each score stands alone. */
    @JsonProperty("sigmoid")
    SIGMOID {
        @Override
        void apply(double[] logits) {
            for (int i = 0; i < logits.length; i++) {
                logits[i] = 1 / (1 + Math.exp(-logits[i]));
            }
        }

        @Override
        double logit(double score) {
            return super.logit(score) - Math.log(Math.max(LEAST, 1 - score));
        }
    },
    /** The graph's output is in [0,1] already. */
    @JsonProperty("none")
    NONE {
        @Override
        void apply(double[] logits) {}

        @Override
        double logit(double score) {
            return score;
        }
    };

    /** What a score counts at least in a logarithm; nothing that a float32 logit tells apart is lost by it. */
    private static final double LEAST = 1e-17;

    abstract void apply(double[] logits);

    double logit(double score) {
        return Math.log(Math.max(LEAST, score));
    }

    /** Logits that have these scores at temperature 1. */
    float[] logits(double[] scores) {
        var logits = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            logits[i] = (float) logit(scores[i]);
        }
        return logits;
    }

    /**
     * One image's scores in the labels' order; {@code temperature} divides the logits first (Guo et al., On Calibration of Modern Neural Networks,
     * 2017). A model that answers something else than numbers throws {@link ModelException}.
     */
    public double[] scores(float[] logits, double temperature) {
        var scores = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new ModelException("output " + i + " is not a finite number: " + logits[i]);
            }
            scores[i] = this == NONE ? logits[i] : logits[i] / temperature;
        }
        apply(scores);
        for (int i = 0; i < scores.length; i++) {
            // Rounding of float32 graphs may leave [0,1] by a hair; more than that is another output than scores.
            if (scores[i] < -1e-5 || scores[i] > 1 + 1e-5) {
                throw new ModelException(
                        "output " + i + " is not in [0,1], although the card asks for no activation: " + scores[i]);
            }
            scores[i] = Math.min(1, Math.max(0, scores[i]));
        }
        return scores;
    }
}
