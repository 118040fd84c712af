package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Weight;
import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.torch.Optimizer.WeightDecay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccumulationTest {
    @TempDir
    Path folder;

    private final List<Progress.Step> steps = new ArrayList<>();

    @Test
    void smallBatchesTogetherEqualTheLargeOne() throws Exception {
        for (var clip : new double[] {0, 0.05}) {
            var large = train(16, 1, clip);
            var small = train(4, 4, clip);
            large.forEach((name, weight) -> {
                for (int i = 0; i < weight.values().length; i++) {
                    assertThat(small.get(name).values()[i])
                            .as("%s[%d]", name, i)
                            .isCloseTo(weight.values()[i], within(1e-6f));
                }
            });
            assertThat(large.get("conv.weight").values())
                    .isNotEqualTo(
                            Noise.graph(false).weights().get("conv.weight").values());
        }
    }

    @Test
    void whatDoesNotFillAStepIsLeftOut() throws Exception {
        train(4, 4, 0);
        assertThat(steps).hasSize(6).allSatisfy(step -> assertThat(step.steps()).isEqualTo(3));
    }

    @Test
    void fewerExamplesThanAStepWantsAreOneStep() throws Exception {
        train(new Noise(9), 4, 4, 0);
        assertThat(steps).hasSize(2);
    }

    private Map<String, Weight> train(int batchSize, int accumulate, double clip) throws Exception {
        return train(new Noise(53), batchSize, accumulate, clip);
    }

    private Map<String, Weight> train(BatchSource source, int batchSize, int accumulate, double clip) throws Exception {
        var optimizer = new Optimizer.Sgd(0.1, 0.9, true, WeightDecay.coupled(1e-3));
        var descent = new Descent(optimizer, Groups.PLAIN, new Constant(), accumulate, clip, List.of());
        var settings = new TrainingSettings(2, batchSize, 3, new Objective(Loss.CROSS_ENTROPY), descent);
        var progress = new Progress() {
            @Override
            public void step(Step step) {
                steps.add(step);
            }

            @Override
            public void epoch(Epoch epoch) {}
        };
        return new Training(
                        Noise.graph(false), settings, source, predictor -> Evaluation.of("none", 0), folder, progress)
                .run()
                .graph()
                .weights();
    }
}
