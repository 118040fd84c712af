package io.kawara.trainer.torch;

import io.kawara.trainer.graph.Graph;

/**
 * That a teacher's answers are learnt from beside the targets (Hinton et al. 2015): both are softened by a temperature,
 * and their cross-entropy counts its square, so that its gradients stay as large.
 *
 * @param teacher answers the very batch as in serving; null where each batch brings the teacher's probabilities along
 * @param hardWeight what the loss against the targets counts
 * @param softWeight what the loss against the teacher counts
 */
public record Distillation(Graph teacher, double hardWeight, double softWeight, double temperature) {
    public Distillation {
        if (!(hardWeight >= 0) || !(softWeight >= 0) || !(temperature > 0)) {
            throw new IllegalArgumentException("a teacher's weights are not negative, its temperature is above 0");
        }
    }
}
