package io.kawara.trainer.training;

import java.util.List;

/**
 * A smaller rate from each milestone on.
 *
 * @param milestones epochs, or parts of them, after which the rate is multiplied
 * @param gamma with this
 */
public record MultiStep(List<Double> milestones, double gamma) implements Schedule {
    public MultiStep {
        milestones = List.copyOf(milestones);
        if (milestones.isEmpty() || !(gamma > 0) || milestones.stream().anyMatch(milestone -> !(milestone > 0))) {
            throw new IllegalArgumentException("multi-step wants milestones and a gamma above 0");
        }
    }

    @Override
    public double factor(Moment at) {
        var passed = milestones.stream()
                .filter(milestone -> at.step() >= milestone * at.stepsPerEpoch())
                .count();
        return Math.pow(gamma, (double) passed);
    }
}
