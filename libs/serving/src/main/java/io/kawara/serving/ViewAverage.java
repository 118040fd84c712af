package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the logits of an image's views become those of the image. */
public enum ViewAverage {
    /** The mean of the logits. */
    @JsonProperty("logits")
    LOGITS {
        @Override
        float[] of(float[][] views, Activation activation) {
            var mean = new float[views[0].length];
            for (int label = 0; label < mean.length; label++) {
                double sum = 0;
                for (var view : views) {
                    sum += view[label];
                }
                mean[label] = (float) (sum / views.length);
            }
            return mean;
        }
    },
    /** The logits whose scores are the mean of the views' scores; a temperature comes after it. */
    @JsonProperty("scores")
    SCORES {
        @Override
        float[] of(float[][] views, Activation activation) {
            var mean = new double[views[0].length];
            for (var view : views) {
                var scores = activation.scores(view, 1);
                for (int label = 0; label < mean.length; label++) {
                    mean[label] += scores[label] / views.length;
                }
            }
            return activation.logits(mean);
        }
    };

    /** @param views {@code [views][labels]}, one view at least */
    abstract float[] of(float[][] views, Activation activation);
}
