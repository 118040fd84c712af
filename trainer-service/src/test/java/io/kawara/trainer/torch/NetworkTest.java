package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Input.Images PIXELS = GradientTest.pixels(4, 6, 6, 3);
    private static final float[] TARGETS = {1, 0, 0, 1, 1, 0, 0, 1};

    @Test
    void weightsComeOutAsTheyWentIn() {
        // However they lie in memory meanwhile.
        var graph = convolutional(1);
        var other = convolutional(2);
        try (var network = new Network(graph, NetworkSettings.of(Loss.CROSS_ENTROPY));
                var fresh = new Network(other, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            network.weights()
                    .forEach((name, numbers) -> assertThat(numbers)
                            .as(name)
                            .isEqualTo(graph.weights().get(name).values()));
            network.load(fresh.weights());
            assertThat(network.logits(PIXELS)).isDeepEqualTo(fresh.logits(PIXELS));
            network.weights()
                    .forEach((name, numbers) -> assertThat(numbers)
                            .as(name)
                            .isEqualTo(other.weights().get(name).values()));
        }
    }

    @Test
    void batchNormalisationAmongTheFrozenGoesByItsRunningStatistics() {
        var graph = convolutional(1)
                .withWeights(Map.of(
                        "stem.bn.running_mean", new float[] {0.1f, 0.2f, 0.3f, 0.4f},
                        "stem.bn.running_var", new float[] {1, 2, 3, 4}));
        try (var network = new Network(
                        graph, NetworkSettings.of(Loss.CROSS_ENTROPY).frozen("stem.", "head."));
                var update =
                        new Update(network, Optimizer.adamW(0.1, 0), Groups.PLAIN.of(graph, network.trained(), 0), 0)) {
            double asServed = 0;
            var logits = network.logits(PIXELS);
            for (int i = 0; i < logits.length; i++) {
                var truth = TARGETS[2 * i] == 1 ? 0 : 1;
                asServed += Math.log1p(Math.exp(logits[i][1 - truth] - logits[i][truth])) / logits.length;
            }
            assertThat(network.gradients(PIXELS, new Aims(TARGETS), 1)).isCloseTo(asServed, within(1e-5));

            assertThat(network.trained()).containsExactlyInAnyOrder("fc.weight", "fc.bias");
            update.step(1, 0.1, 0.9, 1);
            network.weights().forEach((name, numbers) -> {
                var before = graph.weights().get(name).values();
                if (name.startsWith("fc.")) {
                    assertThat(numbers).as(name).isNotEqualTo(before);
                } else {
                    assertThat(numbers).as(name).isEqualTo(before);
                }
            });
        }
    }

    private static Graph convolutional(long seed) {
        var graph = new GraphBuilder("convolutional", seed);
        var layers = new Layers(graph);
        var x = layers.normalize(graph.images(6, 6, 3), 0.5f, 0.5f);
        x = layers.relu(layers.batchNorm(layers.convolution(x, "stem.conv", 3, 4, 3, 1, 1), "stem.bn", 4));
        x = layers.relu(layers.batchNorm(layers.convolution(x, "head.conv", 4, 5, 3, 1, 1), "head.bn", 5));
        return graph.build(layers.linear(layers.globalAveragePool(x), "fc", 5, 2), 2);
    }

    /** What wrote beyond its memory ended the process, or changed the last bits of whatever lay there. */
    @Test
    void fewChannelsAreThinnedOutWithinTheirMemory() {
        var builder = new GraphBuilder("narrow", 1);
        var layers = new Layers(builder);
        var x = layers.normalize(builder.images(128, 128, 1), 0.5f, 0.5f);
        x = layers.convolution(x, "stem", 1, 8, 5, 2, 2);
        x = layers.convolution(x, "thinner", 8, 16, 1, 2, 0);
        var graph = builder.build(layers.linear(layers.globalAveragePool(x), "head", 16, 2), 2);
        var pixels = GradientTest.pixels(4, 128, 128, 1);
        float[] first = null;
        for (int i = 0; i < 4; i++) {
            try (var network = new Network(graph, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
                network.gradients(pixels, new Aims(TARGETS), 1);
                first = first == null ? network.gradient("thinner.weight") : first;
                assertThat(network.gradient("thinner.weight")).isEqualTo(first);
            }
        }
    }
}
