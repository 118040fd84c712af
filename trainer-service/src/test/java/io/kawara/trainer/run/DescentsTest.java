package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.trainer.recipe.OptimizerKeys;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.torch.Optimizer.WeightDecay;
import io.kawara.trainer.training.Averaging;
import io.kawara.trainer.training.Cosine;
import io.kawara.trainer.training.Held;
import io.kawara.trainer.training.Objective;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DescentsTest {
    @Test
    void whatIsLeftOutIsTheKindsOwn() {
        assertThat(optimizer("{}"))
                .isEqualTo(new Optimizer.Adam(1e-3, 0.9, 0.999, 1e-8, false, WeightDecay.decoupled(0.01)));
        assertThat(optimizer("{kind: adam}"))
                .isEqualTo(new Optimizer.Adam(1e-3, 0.9, 0.999, 1e-8, false, WeightDecay.coupled(0)));
        assertThat(optimizer("{kind: amsgrad}"))
                .isEqualTo(new Optimizer.Adam(1e-3, 0.9, 0.999, 1e-8, true, WeightDecay.decoupled(0.01)));
        assertThat(optimizer("{kind: sgd, learningRate: 0.1}"))
                .isEqualTo(new Optimizer.Sgd(0.1, 0.9, true, WeightDecay.coupled(1e-4)));
        assertThat(optimizer("{kind: rmsprop}"))
                .isEqualTo(new Optimizer.RmsProp(1e-3, 0, 0.99, 1e-8, WeightDecay.coupled(0)));
        assertThat(optimizer("{kind: adabound}"))
                .isEqualTo(new Optimizer.AdaBound(1e-3, 0.9, 0.999, 1e-8, 0.1, 1e-3, false, WeightDecay.coupled(0)));
    }

    @Test
    void publishedSystemsCanBeWritten() {
        // Ad images, same items, characters, letters.
        assertThat(optimizer("{kind: adamw, learningRate: 1e-3, weightDecay: 2e-5}")
                        .decay())
                .isEqualTo(WeightDecay.decoupled(2e-5));
        assertThat(optimizer("{kind: adam, learningRate: 2e-6, weightDecay: 1e-6}")
                        .decay())
                .isEqualTo(WeightDecay.coupled(1e-6));
        assertThat(optimizer("{kind: sgd, learningRate: 0.1, nesterov: false, weightDecay: 1e-4}"))
                .isEqualTo(new Optimizer.Sgd(0.1, 0.9, false, WeightDecay.coupled(1e-4)));
        assertThat(optimizer("{epsilon: 1e-6, weightDecay: 1e-5, decay: all}"))
                .isEqualTo(new Optimizer.Adam(1e-3, 0.9, 0.999, 1e-6, false, WeightDecay.decoupled(1e-5)));
        assertThat(Descents.groups(keys("{decay: all}")).decayAll()).isTrue();
    }

    @Test
    void groupsAreWrittenByPrefix() {
        assertThat(Descents.groups(keys("{}"))).isEqualTo(Groups.PLAIN);
        assertThat(Descents.groups(
                        keys("{layerDecay: 0.75, headRate: 10, groups: [{prefix: layer1, rate: 0.1, decay: 0},"
                                + " {prefix: layer2}]}")))
                .isEqualTo(new Groups(
                        false,
                        0.75,
                        10,
                        List.of(
                                new Groups.Part("layer1", 0.1, OptionalDouble.of(0)),
                                new Groups.Part("layer2", 1, OptionalDouble.empty()))));
    }

    @Test
    void aKeyOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> optimizer("{kind: adamw, nesterov: true}"))
                .hasMessage("recipe.yaml:1: 'optimizer.nesterov' is not for adamw");
        assertThatThrownBy(() -> optimizer("{kind: rmsprop, beta2: 0.9}"))
                .hasMessage("recipe.yaml:1: 'optimizer.beta2' is not for rmsprop");
        assertThatThrownBy(() -> optimizer("{kind: sgd, momentum: 1}")).hasMessageContaining("are in [0,1)");
    }

    @Test
    void averagingHoldsTheRate() {
        var settings = Settings.of(
                recipe("train: {epochs: 30, batchSize: 8, accumulate: 4, clip: 10, swa: {start: 0.8, rate: 0.05}}"),
                new Objective(Loss.CROSS_ENTROPY),
                1);
        assertThat(settings.averaging()).isEqualTo(new Averaging.Swa(0.8));
        assertThat(settings.descent().schedule()).isEqualTo(new Held(24, OptionalDouble.of(0.05), new Cosine(0)));
        assertThat(settings.descent().accumulate()).isEqualTo(4);
        assertThat(settings.descent().clipNorm()).isEqualTo(10);

        assertThatThrownBy(() -> recipe("train: {epochs: 30, batchSize: 8, ema: 0.99, swa: {}}"))
                .hasMessageContaining("'train.ema' and 'train.swa' are two means of the weights: give one");
    }

    private static Recipe recipe(String train) {
        var text = """
            name: things
            architecture: small-cnn
            input: {size: 32}
            data: {label: kind}
            schedule: {kind: cosine}
            """ + train;
        return StrictYaml.parse(text, "recipe.yaml", Recipe.class, List.of());
    }

    private static Optimizer optimizer(String yaml) {
        return Descents.optimizer(keys(yaml));
    }

    private static OptimizerKeys keys(String yaml) {
        return StrictYaml.parse(yaml, "recipe.yaml", OptimizerKeys.class, List.of());
    }
}
