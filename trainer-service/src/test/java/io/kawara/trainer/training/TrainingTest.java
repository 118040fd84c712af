package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.torch.Optimizer.WeightDecay;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import io.kawara.trainer.zoo.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
    private static final int CLASSES = 3;
    private static final int SIZE = 16;
    private static final Stripes TRAIN = new Stripes(96, 1);
    private static final Stripes TEST = new Stripes(60, 2);
    private static final Graph GRAPH = Architecture.of("small-cnn", Map.of("width", 8, "stages", 2, "dropout", 0.2))
            .build(new ImageShape(SIZE, SIZE, 3), CLASSES, 11);

    @TempDir
    Path folder;

    private final List<Integer> steps = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();

    @Test
    void learnsWhatCanBeSeen() throws Exception {
        var trained = training(settings(12, true), folder).run();
        assertThat(trained.finished()).isTrue();
        assertThat(trained.evaluation())
                .hasValueSatisfying(e -> assertThat(e.score()).isGreaterThan(0.95));
        assertThat(evaluations).hasSize(12);
        assertThat(trained.evaluation().get().score())
                .isEqualTo(evaluations.stream()
                        .mapToDouble(Evaluation::score)
                        .max()
                        .getAsDouble());
        // What was kept is what the services will run.
        var batch = TEST.batch(1, 0, IntStream.range(0, TEST.size()).toArray());
        assertThat(accuracy(Served.logits(trained.graph(), batch.input(), CLASSES), batch))
                .isCloseTo(trained.evaluation().get().score(), within(0.02));
    }

    @Test
    void oneSeedGivesOneOutcome() throws Exception {
        var one = training(settings(2, false), folder.resolve("one")).run().graph();
        var again = training(settings(2, false), folder.resolve("again")).run().graph();
        var moreWorkers = training(settings(2, false).with(new Execution(1, 3)), folder.resolve("workers"))
                .run()
                .graph();
        assertThat(again.bytes()).isEqualTo(one.bytes());
        assertThat(moreWorkers.bytes()).isEqualTo(one.bytes());
        assertThat(training(seeded(2, false, 6), folder.resolve("other")).run().graph())
                .isNotEqualTo(one);
    }

    @Test
    void whicheverThreadTrainsTheOutcomeIsTheSame() throws Exception {
        var here = training(settings(3, false), folder.resolve("here")).run().graph();
        var another = Executors.newSingleThreadExecutor();
        try {
            var there = another.submit(() ->
                    training(settings(3, false), folder.resolve("there")).run().graph());
            assertThat(there.get().bytes()).isEqualTo(here.bytes());
        } finally {
            another.shutdownNow();
        }
    }

    @Test
    void stoppedAndResumedEqualsUndisturbed() throws Exception {
        var undisturbed = training(settings(3, false), folder.resolve("whole")).run();

        var interrupted = folder.resolve("interrupted");
        for (var stopAfter : List.of(2, 9)) { // within an epoch, and later within another
            var training = stopping(interrupted, stopAfter);
            var stopped = Training.isResumable(interrupted) ? training.resume() : training.run();
            assertThat(stopped.finished()).isFalse();
            assertThat(steps.get(steps.size() - 1)).isEqualTo(stopAfter);
        }
        var resumed = training(settings(3, false), interrupted).resume();

        assertThat(resumed.finished()).isTrue();
        assertThat(resumed.graph().bytes()).isEqualTo(undisturbed.graph().bytes());
        assertThat(resumed.evaluation()).isEqualTo(undisturbed.evaluation());
        assertThat(Checkpoint.read(Checkpoint.last(interrupted)).tensors().keySet())
                .isEqualTo(Checkpoint.read(Checkpoint.last(folder.resolve("whole")))
                        .tensors()
                        .keySet())
                .anyMatch(name -> name.startsWith("update."))
                .anyMatch(name -> name.startsWith("mean."));
    }

    private Training stopping(Path at, int step) {
        var holder = new Training[1];
        holder[0] = new Training(GRAPH, settings(3, false), TRAIN, this::evaluate, at, new Progress() {
            @Override
            public void step(Step made) {
                steps.add((made.epoch() - 1) * made.steps() + made.step());
                if (steps.get(steps.size() - 1) == step) {
                    holder[0].stop();
                }
            }

            @Override
            public void epoch(Epoch epoch) {}
        });
        return holder[0];
    }

    @Test
    void finishedTrainingIsAnsweredAgain() throws Exception {
        var first = training(settings(1, true), folder).run();
        var again = training(settings(1, true), folder).resume();
        assertThat(again.finished()).isTrue();
        assertThat(again.graph()).isEqualTo(first.graph());
        assertThat(again.evaluation()).isEqualTo(first.evaluation());
    }

    @Test
    void resumingWithOtherSettingsIsRefused() throws Exception {
        training(settings(1, false), folder).run();
        assertThatThrownBy(() -> training(settings(2, false), folder).resume())
                .hasMessageContaining("another graph, other settings");
        assertThatThrownBy(() ->
                        training(settings(1, false), folder.resolve("none")).resume())
                .hasMessageContaining("has no checkpoint");
    }

    @Test
    void aBatchThatCannotBeMadeEndsTheTraining() {
        var broken = new BatchSource() {
            @Override
            public int size() {
                return 4;
            }

            @Override
            public Batch batch(int epoch, int number, int[] indices) throws IOException {
                throw new IOException("cat.jpg is not an image");
            }
        };
        assertThatThrownBy(
                        () -> new Training(GRAPH, settings(1, false), broken, this::evaluate, folder, silent()).run())
                .isInstanceOf(IOException.class)
                .hasMessage("a batch could not be made: cat.jpg is not an image");
    }

    @Test
    void anExplodingLossSaysSo() {
        var descent = new Descent(new Optimizer.Sgd(1e30, 0, false, WeightDecay.NONE), new Constant());
        var wild = new TrainingSettings(5, 16, 1, new Objective(Loss.CROSS_ENTROPY), descent);
        assertThatThrownBy(() -> training(wild, folder).run()).hasMessageContaining("try a lower learning rate");
    }

    private static TrainingSettings settings(int epochs, boolean keepBest) {
        return seeded(epochs, keepBest, 5);
    }

    private static TrainingSettings seeded(int epochs, boolean keepBest, long seed) {
        return new TrainingSettings(
                        epochs,
                        16,
                        seed,
                        new Objective(new Loss.CrossEntropy(0.1)),
                        new Descent(Optimizer.adamW(0.01, 0.01), Groups.PLAIN, new OneCycle(), 1, 10, List.of()))
                .with(new Averaging.Ema(0.9))
                .with(new Execution(1, 1))
                .withKeepBest(keepBest);
    }

    private Training training(TrainingSettings settings, Path at) {
        return new Training(GRAPH, settings, TRAIN, this::evaluate, at, silent());
    }

    private Progress silent() {
        return new Progress() {
            @Override
            public void step(Step made) {
                steps.add(made.step());
            }

            @Override
            public void epoch(Epoch epoch) {
                evaluations.add(epoch.evaluation());
            }
        };
    }

    private Evaluation evaluate(Predictor predictor) throws IOException {
        var batch = TEST.batch(1, 0, IntStream.range(0, TEST.size()).toArray());
        return Evaluation.of("accuracy", accuracy(predictor.logits(batch.input()), batch));
    }

    private static double accuracy(float[][] logits, Batch batch) {
        int right = 0;
        for (int i = 0; i < logits.length; i++) {
            int best = 0;
            for (int c = 1; c < CLASSES; c++) {
                best = logits[i][c] > logits[i][best] ? c : best;
            }
            right += batch.targets()[i * CLASSES + best] == 1 ? 1 : 0;
        }
        return (double) right / logits.length;
    }

    /** Noise with stripes across, stripes down, or squares; the phase is drawn anew in each epoch. */
    private record Stripes(int size, long seed) implements BatchSource {
        @Override
        public Batch batch(int epoch, int number, int[] indices) {
            var pixels = new byte[indices.length * SIZE * SIZE * 3];
            var targets = new float[indices.length * CLASSES];
            for (int i = 0; i < indices.length; i++) {
                var kind = indices[i] % CLASSES;
                var random = new Random(seed * 1_000_003 + epoch * 10_007L + indices[i]);
                var phase = random.nextInt(4);
                targets[i * CLASSES + kind] = 1;
                for (int y = 0; y < SIZE; y++) {
                    for (int x = 0; x < SIZE; x++) {
                        var across = (y + phase) / 2 % 2;
                        var down = (x + phase) / 2 % 2;
                        var light = kind == 0 ? across : kind == 1 ? down : across ^ down;
                        for (int c = 0; c < 3; c++) {
                            pixels[((i * SIZE + y) * SIZE + x) * 3 + c] = (byte) (60 + 80 * light + random.nextInt(80));
                        }
                    }
                }
            }
            return new Batch(new Input.Images(pixels, indices.length, SIZE, SIZE, 3), targets);
        }
    }
}
