package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Weight;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.zoo.Served;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightAveragingTest {
    private static final int EPOCHS = 5;
    private static final int BEFORE = 2;
    private static final Noise SOURCE = new Noise(40);
    private static final Graph GRAPH = Noise.graph(true);

    @TempDir
    Path folder;

    private int evaluations;

    @Test
    void keptWeightsAreTheMeanOfTheEpochsEnds() throws Exception {
        var ends = endsOfEpochs();
        var kept = training(folder.resolve("whole")).run().graph().weights();

        for (var name : List.of("conv.weight", "bn.weight", "bn.bias", "fc.weight", "fc.bias")) {
            for (int i = 0; i < kept.get(name).values().length; i++) {
                double sum = 0;
                for (var end : ends.subList(BEFORE, EPOCHS)) {
                    sum += end.get(name).values()[i];
                }
                assertThat((double) kept.get(name).values()[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo(sum / (EPOCHS - BEFORE), within(1e-6));
            }
        }
    }

    /** The weights at each epoch's end, of a training that is stopped there and goes on: it has to end as if it never was. */
    private List<Map<String, Weight>> endsOfEpochs() throws Exception {
        var ends = new ArrayList<Map<String, Weight>>();
        Trained trained;
        do {
            var stopped = folder.resolve("stopped");
            var holder = new Training[1];
            holder[0] = training(stopped, new Progress() {
                @Override
                public void step(Step step) {}

                @Override
                public void epoch(Epoch epoch) {
                    holder[0].stop();
                }
            });
            trained = Training.isResumable(stopped) ? holder[0].resume() : holder[0].run();
            ends.add(plain(stopped));
        } while (!trained.finished());
        assertThat(ends).hasSize(EPOCHS);
        assertThat(trained.graph().bytes())
                .isEqualTo(training(folder.resolve("undisturbed")).run().graph().bytes())
                .isEqualTo(training(folder.resolve("stopped")).resume().graph().bytes());
        return ends;
    }

    /** The weights beside the mean. */
    private static Map<String, Weight> plain(Path folder) throws Exception {
        var tensors = Checkpoint.read(Checkpoint.last(folder)).tensors();
        var weights = new HashMap<String, Weight>();
        GRAPH.weights()
                .forEach((name, weight) ->
                        weights.put(name, new Weight(name, weight.shape(), tensors.get("weight." + name))));
        return weights;
    }

    @Test
    void statisticsAreThoseOfTheMeanWeightsOverOnePass() throws Exception {
        var kept = training(folder).run().graph().weights();

        var mean = new double[4];
        var variance = new double[4];
        int batches = 0;
        try (var pass = Batches.further(SOURCE, settings())) {
            while (pass.hasNext()) {
                batches++;
                var planes = convolved(
                        (Input.Images) pass.next().input(),
                        kept.get("conv.weight").values());
                for (int c = 0; c < planes.length; c++) {
                    double m = 0;
                    for (var value : planes[c]) {
                        m += value / planes[c].length;
                    }
                    double v = 0;
                    for (var value : planes[c]) {
                        v += (value - m) * (value - m) / (planes[c].length - 1);
                    }
                    mean[c] += m;
                    variance[c] += v;
                }
            }
        }
        assertThat(batches).isEqualTo(5);
        for (int c = 0; c < 4; c++) {
            assertThat((double) kept.get("bn.running_mean").values()[c]).isCloseTo(mean[c] / batches, within(1e-5));
            assertThat((double) kept.get("bn.running_var").values()[c]).isCloseTo(variance[c] / batches, within(1e-5));
        }
    }

    /** By hand: a 3 by 3 convolution of {@code (pixel / 255 - 0.5) / 0.5}, one row of numbers a plane. */
    private static double[][] convolved(Input.Images images, float[] kernel) {
        int side = Noise.SIDE;
        var planes = new double[4][images.count() * side * side];
        for (int c = 0; c < 4; c++) {
            for (int at = 0; at < planes[c].length; at++) {
                int y = at / side % side;
                int x = at % side;
                for (int k = 0; k < 27; k++) {
                    int dy = y + k / 3 % 3 - 1;
                    int dx = x + k % 3 - 1;
                    if (dy >= 0 && dy < side && dx >= 0 && dx < side) {
                        int pixel = ((at / (side * side) * side + dy) * side + dx) * 3 + k / 9;
                        planes[c][at] += kernel[c * 27 + k] * ((images.pixels()[pixel] & 255) / 255.0 - 0.5) / 0.5;
                    }
                }
            }
        }
        return planes;
    }

    @Test
    void theLastEvaluationIsOfTheMean() throws Exception {
        var answers = new ArrayList<float[][]>();
        var batch = SOURCE.batch(1, 0, new int[] {0, 1, 2});
        var trained = new Training(
                        GRAPH,
                        settings(),
                        SOURCE,
                        predictor -> {
                            answers.add(predictor.logits(batch.input()));
                            return Evaluation.of("none", evaluations++);
                        },
                        folder,
                        Noise.silence())
                .run();
        var served = Served.logits(trained.graph(), batch.input(), 2);
        for (int i = 0; i < served.length; i++) {
            assertThat(answers.get(EPOCHS - 1)[i]).containsExactly(served[i], within(1e-5f));
        }
    }

    private Training training(Path at) {
        return training(at, Noise.silence());
    }

    private Training training(Path at, Progress progress) {
        return new Training(GRAPH, settings(), SOURCE, predictor -> Evaluation.of("none", 0), at, progress);
    }

    private static TrainingSettings settings() {
        var schedule = new Held(BEFORE, OptionalDouble.of(0.5), new Cosine(0));
        var descent = new Descent(Optimizer.adamW(0.02, 0.01), schedule);
        return new TrainingSettings(EPOCHS, 8, 3, new Objective(Loss.CROSS_ENTROPY), descent)
                .with(new Averaging.Swa(0.4))
                .with(new Execution(1, 1));
    }
}
