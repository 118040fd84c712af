package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A learned policy (as Faster AutoAugment's, Hataya et al., 2020): one of its sub-policies is drawn for each picture, and of each of that one's stages one
 * choice.
 *
 * @param subPolicies what is drawn from
 */
public record Policy(List<SubPolicy> subPolicies) implements PictureStep {
    /**
     * Stages in a row.
     *
     * @param weight how often it is drawn, against the others' weights
     * @param stages each a list of choices
     */
    public record SubPolicy(@Default("1") double weight, List<List<Choice>> stages) {
        public SubPolicy {
            Require.atLeast("weight", weight, 0);
            stages.forEach(stage -> requireWeight(
                    "a stage", stage.stream().mapToDouble(Choice::weight).toArray()));
        }
    }

    /**
     * One operation at one magnitude.
     *
     * @param operation e.g. {@code shift-red} or {@code identity}
     * @param magnitude as it applies, e.g. a factor of 1 for a {@code contrast} that changes nothing; of no meaning to flips and the like
     * @param times how often in a row, e.g. the holes of {@code cutout}
     * @param weight how often it is drawn, against the others' weights
     */
    public record Choice(
            Operation operation,
            @Default("0") double magnitude,
            @Default("1") int times,
            @Default("1") double weight) {
        public Choice {
            operation.require(magnitude);
            Require.between("times", times, 0, 1000);
            Require.atLeast("weight", weight, 0);
        }

        Raster apply(Raster picture, SplittableRandom random) {
            var changed = picture;
            for (int i = 0; i < times; i++) {
                changed = operation.apply(changed, magnitude, random);
            }
            return changed;
        }
    }

    public Policy {
        requireWeight(
                "'subPolicies'",
                subPolicies.stream().mapToDouble(SubPolicy::weight).toArray());
    }

    @Override
    public double probability() {
        return 1;
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        var drawn = subPolicies.get(Chance.weighted(
                subPolicies.stream().mapToDouble(SubPolicy::weight).toArray(), random));
        var changed = picture;
        for (List<Choice> stage : drawn.stages()) {
            var choice = stage.get(
                    Chance.weighted(stage.stream().mapToDouble(Choice::weight).toArray(), random));
            changed = choice.apply(changed, random);
        }
        return changed;
    }

    private static void requireWeight(String what, double[] weights) {
        if (java.util.Arrays.stream(weights).sum() <= 0) {
            throw new IllegalArgumentException(what + " of a policy needs a choice that weighs something");
        }
    }
}
