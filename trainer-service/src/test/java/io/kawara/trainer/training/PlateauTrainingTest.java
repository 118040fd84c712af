package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateauTrainingTest {
    private static final int EPOCHS = 7;

    @TempDir
    Path folder;

    private final List<Double> rates = new ArrayList<>();

    @Test
    void theRateFallsWhereEpochsGetNoBetterEvenIfTheTrainingWasStopped() throws Exception {
        var whole = training(folder.resolve("whole"), 0).run();
        // The first epoch is the best there is; two more are waited for, and the next one falls.
        assertThat(rates).containsExactly(0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05);

        rates.clear();
        training(folder.resolve("stopped"), 3).run();
        var resumed = training(folder.resolve("stopped"), 0).resume();

        assertThat(rates).containsExactly(0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05);
        assertThat(resumed.graph().bytes()).isEqualTo(whole.graph().bytes());
    }

    /** @param stop after this epoch; 0 for none */
    private Training training(Path at, int stop) {
        var descent = new Descent(Optimizer.adamW(0.1, 0), new Plateau(0.5, 2, 1e-4, 0));
        var settings = new TrainingSettings(EPOCHS, 8, 3, new Objective(Loss.CROSS_ENTROPY), descent);
        var holder = new Training[1];
        holder[0] = new Training(
                Noise.graph(false),
                settings,
                new Noise(16),
                predictor -> Evaluation.of("flat", 0.5),
                at,
                new Progress() {
                    @Override
                    public void step(Step step) {}

                    @Override
                    public void epoch(Epoch epoch) {
                        rates.add(epoch.learningRate());
                        if (epoch.epoch() == stop) {
                            holder[0].stop();
                        }
                    }
                });
        return holder[0];
    }
}
