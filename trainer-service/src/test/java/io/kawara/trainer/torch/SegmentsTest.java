package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradients that are computed segment by segment against those computed at once. */
class SegmentsTest {
    private static final Input.Images PIXELS = GradientTest.pixels(4, 32, 32, 3);
    private static final Aims AIMS = new Aims(new float[] {1, 0, 0, 1, 1, 0, 0, 1});
    private static final NetworkSettings WHOLE = NetworkSettings.of(Loss.CROSS_ENTROPY);

    @Test
    void gradientsAndStatisticsAreThoseOfOnePass() {
        var graph = Architecture.of("resnet18", Map.of("width", 8)).build(new ImageShape(32, 32, 3), 2, 1);
        assertAlike(graph, WHOLE, WHOLE.segmented(4));
        assertAlike(
                graph,
                WHOLE.frozen("conv1", "bn1", "layer1"),
                WHOLE.frozen("conv1", "bn1", "layer1").segmented(4));
    }

    @Test
    void bfloat16IsCutToo() {
        var graph = Architecture.of("resnet18", Map.of("width", 8)).build(new ImageShape(32, 32, 3), 2, 1);
        assertAlike(
                graph,
                WHOLE.with(Precision.BFLOAT16),
                WHOLE.with(Precision.BFLOAT16).segmented(3));
    }

    @Test
    void whatWasDroppedOutIsDroppedOutAgain() {
        // The dropout stands in the first segment, which draws by the same seed as a pass at once.
        var graph = new GraphBuilder("dropping", 1);
        var layers = new Layers(graph);
        var x = layers.convolution(layers.normalize(graph.images(32, 32, 3), 0.5f, 0.5f), "a", 3, 4, 3, 1, 1);
        x = layers.relu(layers.dropout(x, 0.5));
        x = layers.relu(layers.convolution(x, "b", 4, 4, 3, 1, 1));
        x = layers.relu(layers.convolution(x, "c", 4, 4, 3, 1, 1));
        assertAlike(graph.build(layers.linear(layers.globalAveragePool(x), "fc", 4, 2), 2), WHOLE, WHOLE.segmented(2));
    }

    @Test
    void cutsHalveTheBytesWhereOneValueGoesOn() {
        var graph = Architecture.of("resnet18", Map.of("width", 8)).build(new ImageShape(32, 32, 3), 2, 1);
        var bytes = new double[graph.proto().getNodeCount()];
        Arrays.fill(bytes, 1);
        var parts = Cuts.parts(graph, Loss.CROSS_ENTROPY, 2, bytes);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).to()).isBetween(bytes.length / 2 - 8, bytes.length / 2 + 8);
        assertThat(parts.get(1).input()).isEqualTo(parts.get(0).output());
    }

    private static void assertAlike(Graph graph, NetworkSettings one, NetworkSettings other) {
        try (var whole = new Network(graph, one);
                var cut = new Network(graph, other)) {
            for (int batch = 0; batch < 2; batch++) {
                assertThat(cut.gradients(PIXELS, AIMS, 5)).isCloseTo(whole.gradients(PIXELS, AIMS, 5), within(1e-6));
            }
            for (var name : whole.trained()) {
                var expected = whole.gradient(name);
                var actual = cut.gradient(name);
                double most = 1;
                double worst = 0;
                for (int i = 0; i < expected.length; i++) {
                    most = Math.max(most, Math.abs(expected[i]));
                    worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
                }
                assertThat(worst / most).as("%s of %s", name, other).isLessThan(1e-6);
            }
            var weights = cut.weights();
            whole.weights()
                    .forEach((name, numbers) ->
                            assertThat(weights.get(name)).as(name).containsExactly(numbers, within(1e-6f)));
        }
    }
}
