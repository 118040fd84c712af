package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import io.kawara.trainer.zoo.TokenShape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    private static final NetworkSettings EXACT = NetworkSettings.of(Loss.CROSS_ENTROPY);
    private static final NetworkSettings MIXED = EXACT.with(Precision.BFLOAT16);

    @Test
    void aValueStaysInBfloat16FromConvolutionToConvolution() {
        var graph = new GraphBuilder("tiny", 1);
        var layers = new Layers(graph);
        var x = layers.normalize(graph.images(4, 4, 1), 0.5f, 0.25f);
        x = layers.relu(layers.batchNorm(layers.convolution(x, "a", 1, 2, 3, 1, 1), "bn", 2));
        x = layers.globalAveragePool(layers.add(x, layers.convolution(x, "b", 2, 2, 3, 1, 1)));
        var built = graph.build(layers.linear(x, "fc", 2, 2), 2);
        assertThat(Program.loss(built, MIXED).source()).contains("""
                    v4 = torch.conv2d(torch.to(v3, 15), torch.to(p[0], 15), None, [1, 1], [1, 1], [1, 1], 1)
                    v5 = torch.batch_norm(v4, p[1], p[2], p[3], p[4], True, 0.10000002384185791, 9.999999747378752e-6, True)
                    v6 = torch.relu(v5)
                    v7 = torch.conv2d(v6, torch.to(p[5], 15), None, [1, 1], [1, 1], [1, 1], 1)
                    v8 = torch.add(v6, v7)
                    v9 = torch.adaptive_avg_pool2d(v8, [1, 1])
                    v10 = torch.flatten(v9, 1, -1)
                    v11 = torch.linear(v10, torch.to(p[6], 15), torch.to(p[7], 15))
                    v12 = v11
                    z = torch.to(v12, 6)
                """);
    }

    @Test
    void gradientsPointTheSameWay() {
        var pixels = GradientTest.pixels(8, 32, 32, 3);
        assertAlike(
                Architecture.of("resnet18", Map.of("smallImages", true, "width", 8))
                        .build(new ImageShape(32, 32, 3), 2, 1),
                pixels);
        assertAlike(Architecture.of("small-cnn", Map.of()).build(new ImageShape(32, 32, 3), 2, 1), pixels);
        var ids = new long[8 * 12];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % 12 < 9 ? 1 + i * 7 % 49 : 0;
        }
        var tokens = new Input.Tokens(ids, 8, 12);
        assertAlike(Architecture.of("text-transformer", Map.of()).build(new TokenShape(50, 12), 2, 1), tokens);
        assertAlike(Architecture.of("text-cnn", Map.of()).build(new TokenShape(50, 12), 2, 1), tokens);
    }

    private static void assertAlike(Graph graph, Input input) {
        var targets = new float[input.count() * 2];
        for (int i = 0; i < input.count(); i++) {
            targets[2 * i + i % 2] = 1;
        }
        try (var exact = new Network(graph, EXACT);
                var mixed = new Network(graph, MIXED)) {
            exact.gradients(input, new Aims(targets), 1);
            mixed.gradients(input, new Aims(targets), 1);
            double product = 0;
            double one = 0;
            double other = 0;
            for (var name : exact.trained()) {
                var a = exact.gradient(name);
                var b = mixed.gradient(name);
                for (int i = 0; i < a.length; i++) {
                    product += (double) a[i] * b[i];
                    one += (double) a[i] * a[i];
                    other += (double) b[i] * b[i];
                }
            }
            assertThat(product / Math.sqrt(one * other))
                    .as("cosine of %s", graph)
                    .isGreaterThan(0.95);
            assertThat(Math.sqrt(other / one)).as("length of %s", graph).isBetween(0.9, 1.1);
        }
    }

    @Test
    void weightsMoveByLessThanBfloat16CanTell() {
        var graph = new GraphBuilder("linear", 3);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(2, 2, 1), 0.5f, 0.5f));
        var built = graph.build(layers.linear(x, "fc", 1, 2), 2).withWeights(Map.of("fc.weight", new float[] {1, 1}));
        try (var network = new Network(built, MIXED);
                var update = new Update(
                        network, Optimizer.adamW(1e-4, 0), Groups.PLAIN.of(built, network.trained(), 0), 0)) {
            network.gradients(GradientTest.pixels(4, 2, 2, 1), new Aims(new float[] {1, 0, 0, 1, 1, 0, 1, 0}), 1);
            update.step(1, 1e-4, 0.9, 1);
            assertThat(Math.abs(network.weights().get("fc.weight")[0] - 1)).isBetween(0.9e-4f, 1.1e-4f);
        }
    }
}
