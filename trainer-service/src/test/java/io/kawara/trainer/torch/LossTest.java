package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.ClassCentres;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each loss against its formula in plain Java, and its gradients against its own differences. */
class LossTest {
    private static final int CLASSES = 3;
    private static final Input.Images PIXELS = GradientTest.pixels(3, 2, 2, 4);
    /** One label, a distribution, and (judged apart) two labels. */
    private static final float[] TARGETS = {1, 0, 0, 0.2f, 0.5f, 0.3f, 0, 1, 1};

    private static final float[] WEIGHTS = {1, 0.5f, 2};
    private static final float[] TEACHER = {0.7f, 0.2f, 0.1f, 0.3f, 0.3f, 0.4f, 0.01f, 0.9f, 0.09f};

    private interface Formula {
        double of(double[] logits, double[] targets);
    }

    @Test
    void crossEntropyIsOfADistribution() {
        assertHolds(Loss.CROSS_ENTROPY, LossTest::crossEntropy);
    }

    @Test
    void smoothingSharesOutOverTheOtherClasses() {
        assertHolds(new Loss.CrossEntropy(0.1), (z, y) -> crossEntropy(z, smoothed(y)));
    }

    @Test
    void severalLabelsAreJudgedApart() {
        assertHolds(Loss.BINARY_CROSS_ENTROPY, LossTest::binaryCrossEntropy);
    }

    @Test
    void focalLossOfASoftmaxForgetsWhatIsAnsweredWell() {
        assertHolds(new Loss.Focal(2, 0.25, false), (z, y) -> {
            var p = softmax(z);
            return IntStream.range(0, CLASSES)
                    .mapToDouble(c -> -0.25 * y[c] * Math.pow(1 - p[c], 2) * Math.log(p[c]))
                    .sum();
        });
    }

    @Test
    void focalLossOfSigmoidsBalancesTrueAndFalse() {
        assertHolds(
                new Loss.Focal(1.5, 0.25, true),
                (z, y) -> IntStream.range(0, CLASSES)
                        .mapToDouble(c -> {
                            var p = sigmoid(z[c]);
                            return -0.25 * y[c] * Math.pow(1 - p, 1.5) * Math.log(p)
                                    - 0.75 * (1 - y[c]) * Math.pow(p, 1.5) * Math.log(1 - p);
                        })
                        .average()
                        .orElseThrow());
    }

    @Test
    void aFocalLossWithoutGammaIsHalfACrossEntropy() {
        assertHolds(new Loss.Focal(0, 0.5, true), (z, y) -> binaryCrossEntropy(z, y) / 2);
    }

    @Test
    void aTeacherIsFollowedAtItsTemperature() {
        var distillation = new Distillation(null, 0.4, 0.6, 3);
        var settings = NetworkSettings.of(Loss.CROSS_ENTROPY).with(distillation);
        assertHolds(graph(), settings, TEACHER, (z, y, row) -> {
            var student = divided(z, 3);
            var teacher = softmax(divided(logarithms(row), 3));
            return 0.4 * crossEntropy(z, y) + 0.6 * 9 * crossEntropy(student, teacher);
        });
    }

    @Test
    void aTeacherOfSeveralLabelsIsFollowedLabelByLabel() {
        var settings = NetworkSettings.of(Loss.BINARY_CROSS_ENTROPY).with(new Distillation(null, 1, 0.5, 2));
        assertHolds(graph(), settings, TEACHER, (z, y, row) -> {
            var soft = new double[CLASSES];
            for (int c = 0; c < CLASSES; c++) {
                soft[c] = sigmoid(Math.log(TEACHER[row * CLASSES + c] / (1 - TEACHER[row * CLASSES + c])) / 2);
            }
            return binaryCrossEntropy(z, y) + 0.5 * 4 * binaryCrossEntropy(divided(z, 2), soft);
        });
    }

    @Test
    void aTeacherThatIsAskedItselfSaysWhatItsProbabilitiesSay() {
        var teacher = new GraphBuilder("teacher", 9);
        var layers = new Layers(teacher);
        var x = layers.relu(
                layers.convolution(layers.normalize(teacher.images(2, 2, 4), 0.5f, 0.5f), "a", 4, 5, 3, 1, 1));
        x = layers.dropout(layers.globalAveragePool(layers.batchNorm(x, "bn", 5)), 0.5);
        var built = teacher.build(layers.linear(x, "fc", 5, CLASSES), CLASSES);
        float[] probabilities = new float[TARGETS.length];
        try (var network = new Network(built, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            var logits = network.logits(PIXELS);
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = (float) softmax(doubles(logits[i / CLASSES], 0))[i % CLASSES];
            }
        }
        var settings = NetworkSettings.of(Loss.CROSS_ENTROPY);
        try (var asked = new Network(graph(), settings.with(new Distillation(built, 1, 1, 2)));
                var told = new Network(graph(), settings.with(new Distillation(null, 1, 1, 2)))) {
            var expected = told.gradients(PIXELS, new Aims(TARGETS, null, probabilities), 1);
            assertThat(asked.gradients(PIXELS, new Aims(TARGETS), 1)).isCloseTo(expected, within(1e-5));
            assertThat(asked.gradient("fc.weight")).containsExactly(told.gradient("fc.weight"), within(1e-5f));
            assertThatThrownBy(() -> told.gradients(PIXELS, new Aims(TARGETS), 1))
                    .hasMessage("a teacher's probabilities are wanted with each batch");
        }
    }

    @Test
    void featuresAreDrawnToTheCentreOfTheirClass() {
        var centres = new float[CLASSES * 4];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = (float) Math.sin(i);
        }
        var graph = ClassCentres.into(graph()).withWeights(Map.of(ClassCentres.NAME, centres));
        var settings = NetworkSettings.of(new Loss.Centre(0.1, 0.3));
        assertHolds(graph, settings, null, (z, y, row) -> {
            double distance = 0;
            for (int f = 0; f < 4; f++) {
                double centre = 0;
                for (int c = 0; c < CLASSES; c++) {
                    centre += y[c] * centres[c * 4 + f];
                }
                distance += Math.pow(feature(row, f) - centre, 2);
            }
            return crossEntropy(z, smoothed(y)) + 0.3 * distance;
        });
        assertThat(ClassCentres.outOf(graph)).isEqualTo(graph());
    }

    private static void assertHolds(Loss loss, Formula formula) {
        assertHolds(graph(), NetworkSettings.of(loss), null, (z, y, row) -> formula.of(z, y));
        assertHolds(graph(), NetworkSettings.of(loss).with(Reduction.SUM), null, (z, y, row) -> 3 * formula.of(z, y));
    }

    private interface RowFormula {
        double of(double[] logits, double[] targets, int row);
    }

    private static void assertHolds(Graph graph, NetworkSettings settings, float[] teacher, RowFormula formula) {
        var aims = new Aims(TARGETS, WEIGHTS, teacher);
        try (var network = new Network(graph, settings)) {
            double expected = 0;
            var logits = network.logits(PIXELS);
            for (int row = 0; row < 3; row++) {
                expected += WEIGHTS[row] / 3 * formula.of(doubles(logits[row], 0), doubles(TARGETS, row), row);
            }
            assertThat(network.gradients(PIXELS, aims, 1)).as("%s", settings).isCloseTo(expected, within(1e-5));

            var gradients = new HashMap<String, float[]>();
            network.trained().forEach(name -> gradients.put(name, network.gradient(name)));
            for (var name : network.trained()) {
                var gradient = gradients.get(name); // before those of the differences are added
                for (int i : new int[] {0, gradient.length / 2, gradient.length - 1}) {
                    assertThat((double) gradient[i])
                            .as("%s[%d] of %s", name, i, settings)
                            .isCloseTo(difference(network, name, i, aims), within(1e-3));
                }
            }
        }
    }

    private static double difference(Network network, String name, int at, Aims aims) {
        var step = 1e-2f;
        var values = network.weights().get(name);
        var before = values[at];
        values[at] = before + step;
        network.load(Map.of(name, values));
        var above = network.gradients(PIXELS, aims, 1);
        values[at] = before - step;
        network.load(Map.of(name, values));
        var below = network.gradients(PIXELS, aims, 1);
        values[at] = before;
        network.load(Map.of(name, values));
        return (above - below) / (2 * step);
    }

    /** The features are the mean of each channel. */
    private static Graph graph() {
        var graph = new GraphBuilder("linear", 3);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(2, 2, 4), 0.5f, 0.25f));
        return graph.build(layers.linear(x, "fc", 4, CLASSES), CLASSES);
    }

    private static double feature(int row, int channel) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += ((PIXELS.pixels()[(row * 4 + i) * 4 + channel] & 0xff) / 255.0 - 0.5) / 0.25;
        }
        return sum / 4;
    }

    private static double[] doubles(float[] numbers, int row) {
        return IntStream.range(0, CLASSES)
                .mapToDouble(c -> numbers[row * CLASSES + c])
                .toArray();
    }

    private static double[] logarithms(int row) {
        return IntStream.range(0, CLASSES)
                .mapToDouble(c -> Math.log(TEACHER[row * CLASSES + c]))
                .toArray();
    }

    private static double[] divided(double[] numbers, double by) {
        return IntStream.range(0, CLASSES).mapToDouble(c -> numbers[c] / by).toArray();
    }

    private static double[] smoothed(double[] y) {
        return IntStream.range(0, CLASSES)
                .mapToDouble(c -> 0.9 * y[c] + 0.1 / (CLASSES - 1) * (1 - y[c]))
                .toArray();
    }

    private static double[] softmax(double[] z) {
        var sum = IntStream.range(0, CLASSES).mapToDouble(c -> Math.exp(z[c])).sum();
        return IntStream.range(0, CLASSES)
                .mapToDouble(c -> Math.exp(z[c]) / sum)
                .toArray();
    }

    private static double crossEntropy(double[] z, double[] y) {
        var p = softmax(z);
        return IntStream.range(0, CLASSES)
                .mapToDouble(c -> -y[c] * Math.log(p[c]))
                .sum();
    }

    private static double binaryCrossEntropy(double[] z, double[] y) {
        return IntStream.range(0, CLASSES)
                .mapToDouble(c -> -y[c] * Math.log(sigmoid(z[c])) - (1 - y[c]) * Math.log(1 - sigmoid(z[c])))
                .average()
                .orElseThrow();
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
