package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataWaitTest {
    private static final int EXAMPLES = 24;
    private static final int PAUSE_MILLIS = 200;

    @TempDir
    Path folder;

    @Test
    void theReportSaysWhatShareOfTheTimeStepsWaited() throws Exception {
        var epochs = new ArrayList<Progress.Epoch>();
        var descent = new Descent(Optimizer.adamW(0.01, 0), new Constant());
        var settings = new TrainingSettings(2, 8, 3, new Objective(Loss.CROSS_ENTROPY), descent);
        var progress = new Progress() {
            @Override
            public void step(Step step) {
                assertThat(step.waited()).isBetween(0.0, 1.0);
            }

            @Override
            public void epoch(Epoch epoch) {
                epochs.add(epoch);
            }
        };

        new Training(
                        Noise.graph(false),
                        settings,
                        new SlowAtFirst(),
                        predictor -> Evaluation.of("none", 0),
                        folder,
                        progress)
                .run();

        assertThat(epochs)
                .hasSize(2)
                .allSatisfy(epoch -> assertThat(epoch.waited()).isBetween(0.0, 1.0));
        // Nothing can be learnt from before the first batch is there.
        var seconds = EXAMPLES / epochs.get(0).examplesPerSecond();
        assertThat(seconds * epochs.get(0).waited()).isGreaterThan(PAUSE_MILLIS / 2000.0);
    }

    private record SlowAtFirst() implements BatchSource {
        @Override
        public int size() {
            return EXAMPLES;
        }

        @Override
        public Batch batch(int epoch, int number, int[] indices) {
            if (epoch == 1 && number == 0) {
                try {
                    Thread.sleep(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Noise(EXAMPLES).batch(epoch, number, indices);
        }
    }
}
