package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientTest {
    private static final int CLASSES = 3;
    private static final Input.Images PIXELS = pixels(4, 6, 6, 3);
    private static final NetworkSettings SMOOTHED = NetworkSettings.of(new Loss.CrossEntropy(0.1));

    @Test
    void gradientsAreTheLossesDifferences() {
        // A smooth graph, for differences across a kink are not derivatives.
        var graph = new GraphBuilder("tiny", 5);
        var layers = new Layers(graph);
        var x = layers.normalize(graph.images(6, 6, 3), 0.5f, 0.5f);
        x = layers.gelu(layers.batchNorm(layers.convolution(x, "conv", 3, 4, 3, 1, 1), "bn", 4));
        var built = graph.build(layers.linear(layers.globalAveragePool(x), "fc", 4, CLASSES), CLASSES);
        float[] targets = {1, 0, 0, 0, 1, 0, 0, 0.25f, 0.75f, 0, 0, 1};

        for (var name : List.of("conv.weight", "bn.weight", "bn.bias", "fc.weight", "fc.bias")) {
            var gradient = gradient(built, name, targets);
            for (int i : new int[] {0, gradient.length / 2, gradient.length - 1}) {
                assertThat((double) gradient[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo(difference(built, name, i, targets), within(2e-4));
            }
        }
    }

    private static float[] gradient(Graph graph, String name, float[] targets) {
        try (var network = new Network(graph, SMOOTHED)) {
            network.gradients(PIXELS, targets, 1, 1);
            return network.gradient(name);
        }
    }

    private static double difference(Graph graph, String name, int at, float[] targets) {
        var step = 1e-2f;
        var values = graph.weights().get(name).values().clone();
        values[at] += step;
        var above = loss(graph.withWeights(Map.of(name, values)), targets);
        values[at] -= 2 * step;
        var below = loss(graph.withWeights(Map.of(name, values)), targets);
        return (above - below) / (2 * step);
    }

    private static double loss(Graph graph, float[] targets) {
        try (var network = new Network(graph, SMOOTHED)) {
            return network.gradients(PIXELS, targets, 1, 1);
        }
    }

    @Test
    void smoothingSharesOutOverTheOtherClasses() {
        // Logits are the bias alone, so the loss is a weighted sum of known log-probabilities.
        var classes = 137;
        var bias = new float[classes];
        bias[0] = 2;
        bias[1] = -1;
        var graph = new GraphBuilder("bias", 0);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(2, 2, 1), 0, 1));
        var built = graph.build(layers.linear(x, "fc", 1, classes), classes)
                .withWeights(Map.of("fc.weight", new float[classes], "fc.bias", bias));
        var targets = new float[classes];
        targets[0] = 1;

        var sum = Math.exp(2) + Math.exp(-1) + classes - 2;
        var on = 0.9;
        var off = 0.0007352941176470588;
        var expected = -(on * 2 + off * -1 - (on + off * (classes - 1)) * Math.log(sum));
        try (var network = new Network(built, SMOOTHED)) {
            assertThat(network.gradients(pixels(1, 2, 2, 1), targets, 1, 1)).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void severalLabelsAreJudgedApart() {
        var graph = new GraphBuilder("bias", 0);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(2, 2, 1), 0, 1));
        var built = graph.build(layers.linear(x, "fc", 1, 2), 2)
                .withWeights(Map.of("fc.weight", new float[2], "fc.bias", new float[] {2, -1}));
        // -ln sigmoid(2) and -ln sigmoid(-1), both labels being true
        var expected = (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(1))) / 2;
        try (var network = new Network(built, NetworkSettings.of(Loss.BINARY_CROSS_ENTROPY))) {
            assertThat(network.gradients(pixels(1, 2, 2, 1), new float[] {1, 1}, 1, 1))
                    .isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void mixingMixesPixelsAndTargets() {
        // With a linear graph the loss of a mixed pair can be had from an image mixed by hand.
        var graph = new GraphBuilder("linear", 3);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(1, 1, 1), 0, 1));
        var built = graph.build(layers.linear(x, "fc", 1, 2), 2);
        var pair = new Input.Images(new byte[] {100, 20}, 2, 1, 1, 1);
        // 0.75 * 100 + 0.25 * 20 = 80 and 0.75 * 20 + 0.25 * 100 = 40
        var mixed = new Input.Images(new byte[] {80, 40}, 2, 1, 1, 1);

        double byNetwork;
        try (var network = new Network(built, NetworkSettings.of(Loss.CROSS_ENTROPY), true)) {
            byNetwork = network.gradients(pair, new float[] {1, 0, 0, 1}, 1, 0.75);
        }
        try (var network = new Network(built, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            assertThat(byNetwork)
                    .isCloseTo(network.gradients(mixed, new float[] {0.75f, 0.25f, 0.25f, 0.75f}, 1, 1), within(1e-6));
        }
    }

    static Input.Images pixels(int count, int height, int width, int channels) {
        var pixels = new byte[count * height * width * channels];
        new Random(7).nextBytes(pixels);
        return new Input.Images(pixels, count, height, width, channels);
    }
}
