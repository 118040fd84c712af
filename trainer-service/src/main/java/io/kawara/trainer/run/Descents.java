package io.kawara.trainer.run;

import io.kawara.trainer.recipe.OptimizerKeys;
import io.kawara.trainer.recipe.OptimizerKeys.Decayed;
import io.kawara.trainer.recipe.OptimizerKeys.Kind;
import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.torch.Optimizer.WeightDecay;
import java.util.OptionalDouble;

/** A recipe's optimizer in the trainer's own words, with the kind's own numbers for what it leaves out. */
final class Descents {
    static Optimizer optimizer(OptimizerKeys keys) {
        var kind = keys.kind();
        var rate = keys.learningRate();
        var momentum = or(keys.momentum(), kind == Kind.RMSPROP ? 0 : 0.9);
        var beta2 = or(keys.beta2(), 0.999);
        var epsilon = keys.epsilon();
        var decay = decay(keys);
        return switch (kind) {
            case SGD -> new Optimizer.Sgd(rate, momentum, or(keys.nesterov(), true), decay);
            case ADAM, ADAMW -> new Optimizer.Adam(rate, momentum, beta2, epsilon, false, decay);
            case AMSGRAD -> new Optimizer.Adam(rate, momentum, beta2, epsilon, true, decay);
            case RMSPROP -> new Optimizer.RmsProp(rate, momentum, or(keys.alpha(), 0.99), epsilon, decay);
            case ADABOUND ->
                new Optimizer.AdaBound(
                        rate,
                        momentum,
                        beta2,
                        epsilon,
                        or(keys.finalRate(), 0.1),
                        or(keys.gamma(), 1e-3),
                        or(keys.amsbound(), false),
                        decay);
        };
    }

    private static WeightDecay decay(OptimizerKeys keys) {
        var usual = switch (keys.kind()) {
            case ADAMW, AMSGRAD -> WeightDecay.decoupled(0.01);
            case SGD -> WeightDecay.coupled(1e-4);
            case ADAM, RMSPROP, ADABOUND -> WeightDecay.NONE;
        };
        return new WeightDecay(or(keys.weightDecay(), usual.amount()), or(keys.decoupled(), usual.decoupled()));
    }

    static Groups groups(OptimizerKeys keys) {
        return new Groups(
                keys.decay() == Decayed.ALL,
                keys.layerDecay(),
                keys.headRate(),
                keys.groups().stream()
                        .map(group -> new Groups.Part(
                                group.prefix(),
                                group.rate(),
                                group.decay() == null ? OptionalDouble.empty() : OptionalDouble.of(group.decay())))
                        .toList());
    }

    private static double or(Double given, double usual) {
        return given == null ? usual : given;
    }

    private static boolean or(Boolean given, boolean usual) {
        return given == null ? usual : given;
    }

    private Descents() {}
}
