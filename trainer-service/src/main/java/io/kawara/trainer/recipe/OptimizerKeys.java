package io.kawara.trainer.recipe;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How the weights move.
 *
 * @param kind adam and rmsprop and adabound as published; adamw: Adam with decoupled decay; amsgrad: AdamW that divides by the greatest second moment
 * @param learningRate the greatest one of the schedule
 * @param weightDecay 0.01 with adamw and amsgrad, 0.0001 with sgd, else 0, where it is left out
 * @param decoupled whether the decay is taken from the weights (Loshchilov and Hutter, 2019) rather than added to the gradients; as the kind does, where it is left out
 * @param decay which weights decay: matrices (not biases, nor the vectors of normalisations) or all
 * @param momentum sgd's and rmsprop's, and Adam's first beta; 0.9 where it is left out, rmsprop's 0
 * @param nesterov whether sgd looks ahead; true where it is left out
 * @param beta2 how slowly Adam and its kin forget squared gradients; 0.999 where it is left out
 * @param alpha the same of rmsprop; 0.99 where it is left out
 * @param epsilon what is added where gradients are divided by; 1e-8
 * @param finalRate adabound: the rate of SGD that it ends as; 0.1 where it is left out
 * @param gamma adabound: how quickly it does; 0.001 where it is left out
 * @param amsbound adabound: whether the greatest second moment so far is divided by
 * @param layerDecay the rate of a layer over that of the one after it, e.g. 0.75 to fine-tune; 1 for one rate
 * @param headRate the rate of the last linear layer over the others'
 * @param groups weights that move or decay otherwise, by their names' beginnings; the first that fits counts
 */
public record OptimizerKeys(
        @Default("adamw") Kind kind,
        @Also("lr") @Default("0.001") double learningRate,
        @Also("wd") @Default("null") Double weightDecay,
        @Default("null") Boolean decoupled,
        @Default("matrices") Decayed decay,
        @Default("null") Double momentum,
        @Default("null") Boolean nesterov,
        @Default("null") Double beta2,
        @Default("null") Double alpha,
        @Default("1e-8") double epsilon,
        @Default("null") Double finalRate,
        @Default("null") Double gamma,
        @Default("null") Boolean amsbound,
        @Default("1") double layerDecay,
        @Default("1") double headRate,
        @Default("[]") List<GroupKeys> groups) {
    /** The optimizers there are. */
    public enum Kind {
        ADAMW,
        ADAM,
        AMSGRAD,
        SGD,
        RMSPROP,
        ADABOUND
    }

    /** Which weights decay. */
    public enum Decayed {
        MATRICES,
        ALL
    }

    private static final Set<Kind> BETAS = EnumSet.of(Kind.ADAMW, Kind.ADAM, Kind.AMSGRAD, Kind.ADABOUND);

    public OptimizerKeys {
        require(learningRate > 0, "'optimizer.learningRate' is above 0");
        require(weightDecay == null || weightDecay >= 0, "'optimizer.weightDecay' is at least 0");
        require(
                isShare(momentum) && isShare(beta2) && isShare(alpha),
                "'optimizer.momentum', 'beta2' and 'alpha' are in [0,1)");
        require(epsilon > 0, "'optimizer.epsilon' is above 0");
        require(finalRate == null || finalRate > 0, "'optimizer.finalRate' is above 0");
        require(gamma == null || gamma > 0, "'optimizer.gamma' is above 0");
        require(layerDecay > 0 && layerDecay <= 1, "'optimizer.layerDecay' is in (0,1]");
        require(headRate >= 0, "'optimizer.headRate' is at least 0");
        only(kind == Kind.SGD, kind, "nesterov", nesterov);
        only(kind == Kind.RMSPROP, kind, "alpha", alpha);
        only(BETAS.contains(kind), kind, "beta2", beta2);
        only(kind == Kind.ADABOUND, kind, "finalRate", finalRate);
        only(kind == Kind.ADABOUND, kind, "gamma", gamma);
        only(kind == Kind.ADABOUND, kind, "amsbound", amsbound);
    }

    private static boolean isShare(Double value) {
        return value == null || (value >= 0 && value < 1);
    }

    private static void only(boolean fits, Kind kind, String key, Object value) {
        require(fits || value == null, "'optimizer.%s' is not for %s".formatted(key, Scalars.written(kind)));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
