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
            network.gradients(PIXELS, new Aims(targets), 1);
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
            return network.gradients(PIXELS, new Aims(targets), 1);
        }
    }

    @Test
    void smoothingOf137ClassesHasThePublishedShares() {
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
            assertThat(network.gradients(pixels(1, 2, 2, 1), new Aims(targets), 1))
                    .isCloseTo(expected, within(1e-5));
        }
    }

    static Input.Images pixels(int count, int height, int width, int channels) {
        var pixels = new byte[count * height * width * channels];
        new Random(7).nextBytes(pixels);
        return new Input.Images(pixels, count, height, width, channels);
    }
}
