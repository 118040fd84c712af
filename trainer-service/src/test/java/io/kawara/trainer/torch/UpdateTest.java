package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Steps of the optimisers against the same steps by hand, in double precision. */
class UpdateTest {
    private static final Input.Images PIXELS = GradientTest.pixels(4, 2, 2, 1);
    private static final float[] TARGETS = {1, 0, 0, 1, 1, 0, 0, 1};

    @Test
    void adamDecaysMatricesOnly() {
        var optimizer = new Optimizer.AdamW(0.1, 0.9, 0.99, 1e-8, 0.5);
        try (var network = network();
                var update = new Update(network, optimizer, 0)) {
            for (var name : List.of("fc.weight", "fc.bias")) {
                var weight = network.weights().get(name)[0];
                var decay = name.endsWith("weight") ? 0.5 : 0;
                double m = 0;
                double v = 0;
                double expected = weight;
                for (int step = 1; step <= 3; step++) {
                    network.gradients(PIXELS, TARGETS, 1, 1);
                    var g = network.gradient(name)[0];
                    update.step(step, 0.1, 0.9);
                    m = 0.9 * m + 0.1 * g;
                    v = 0.99 * v + 0.01 * g * g;
                    expected *= 1 - 0.1 * decay;
                    expected -=
                            0.1 * (m / (1 - Math.pow(0.9, step))) / (Math.sqrt(v / (1 - Math.pow(0.99, step))) + 1e-8);
                    assertThat((double) network.weights().get(name)[0]).as(name).isCloseTo(expected, within(1e-4));
                }
                network.load(built().weights().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().values())));
                update.load(zeroed(update.state()));
            }
        }
    }

    private static Map<String, float[]> zeroed(Map<String, float[]> state) {
        state.replaceAll((name, values) -> new float[values.length]);
        return state;
    }

    @Test
    void nesterovLooksAhead() {
        for (var nesterov : new boolean[] {false, true}) {
            try (var network = network();
                    var update = new Update(network, new Optimizer.Sgd(0.1, 0.9, nesterov, 0.01), 0)) {
                double expected = network.weights().get("fc.weight")[0];
                double velocity = 0;
                for (int step = 1; step <= 3; step++) {
                    network.gradients(PIXELS, TARGETS, 1, 1);
                    var g = network.gradient("fc.weight")[0] + 0.01 * expected;
                    update.step(step, 0.1, 0.9);
                    velocity = 0.9 * velocity + g;
                    expected -= 0.1 * (nesterov ? g + 0.9 * velocity : velocity);
                    assertThat((double) network.weights().get("fc.weight")[0]).isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @Test
    void gradientsAreCutToTheirNormAndZeroAfterwards() {
        try (var network = network();
                var update = new Update(network, new Optimizer.Sgd(1, 0, false, 0), 1e-3)) {
            network.gradients(PIXELS, TARGETS, 1, 1);
            var before = network.weights();
            var norm = norm(network);
            assertThat(update.step(1, 1, 0)).isCloseTo(norm, within(1e-6)).isGreaterThan(1e-3);

            double moved = 0;
            for (var name : before.keySet()) {
                for (int i = 0; i < before.get(name).length; i++) {
                    moved += Math.pow(before.get(name)[i] - network.weights().get(name)[i], 2);
                }
            }
            assertThat(Math.sqrt(moved)).isCloseTo(1e-3, within(1e-6));
            assertThat(norm(network)).isZero();
        }
    }

    @Test
    void whatIsFrozenStays() {
        try (var network = new Network(built(), Loss.CROSS_ENTROPY, 0, false, List.of("fc.w"));
                var update = new Update(network, new Optimizer.AdamW(0.1, 0), 0)) {
            var before = network.weights();
            network.gradients(PIXELS, TARGETS, 1, 1);
            update.step(1, 0.1, 0.9);
            assertThat(network.weights().get("fc.weight")).isEqualTo(before.get("fc.weight"));
            assertThat(network.weights().get("fc.bias")).isNotEqualTo(before.get("fc.bias"));
        }
    }

    private static double norm(Network network) {
        double sum = 0;
        for (var name : network.trained()) {
            for (var g : network.gradient(name)) {
                sum += g * g;
            }
        }
        return Math.sqrt(sum);
    }

    private static Network network() {
        return new Network(built(), Loss.CROSS_ENTROPY, 0, false, List.of());
    }

    private static Graph built() {
        var graph = new GraphBuilder("linear", 3);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(2, 2, 1), 0.5f, 0.5f));
        return graph.build(layers.linear(x, "fc", 1, 2), 2);
    }
}
