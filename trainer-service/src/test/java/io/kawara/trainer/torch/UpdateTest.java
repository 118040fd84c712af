package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import io.kawara.trainer.torch.Optimizer.WeightDecay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateTest {
    private static final float[] TARGETS = {1, 0, 0, 1, 1, 0, 0, 1};

    static Stream<Optimizer> optimizers() {
        var coupled = WeightDecay.coupled(0.05);
        var decoupled = WeightDecay.decoupled(0.5);
        return Stream.of(
                new Optimizer.Sgd(0.1, 0.9, false, coupled),
                new Optimizer.Sgd(0.1, 0.9, true, coupled),
                new Optimizer.Sgd(0.1, 0, false, WeightDecay.NONE),
                new Optimizer.Sgd(0.1, 0.9, true, decoupled),
                new Optimizer.Adam(0.05, 0.9, 0.99, 1e-8, false, coupled),
                new Optimizer.Adam(0.05, 0.9, 0.999, 1e-6, false, decoupled),
                new Optimizer.Adam(0.05, 0.9, 0.5, 1e-8, true, coupled),
                new Optimizer.Adam(0.05, 0.9, 0.5, 1e-8, true, decoupled),
                new Optimizer.RmsProp(0.01, 0, 0.9, 1e-8, WeightDecay.NONE),
                new Optimizer.RmsProp(0.01, 0.9, 0.99, 1e-3, coupled),
                new Optimizer.AdaBound(0.05, 0.9, 0.9, 1e-8, 0.1, 0.3, false, coupled),
                new Optimizer.AdaBound(0.05, 0.9, 0.5, 1e-8, 0.1, 1e-3, true, decoupled));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsAreThoseOfTheFormulae(Optimizer optimizer) {
        assertByHand(optimizer, 0);
        assertByHand(optimizer, 0.05);
    }

    private static void assertByHand(Optimizer optimizer, double limit) {
        try (var network = network();
                var update = new Update(network, optimizer, groups(Groups.PLAIN, network, optimizer), limit)) {
            var byHand = byHand(optimizer, network);
            for (int step = 1; step <= 6; step++) {
                addGradients(network, step);
                var gradients = gradients(network);
                var share = limit == 0 ? 1 : Math.min(1, limit / (norm(gradients) + 1e-6));
                // As a schedule has them rise and fall.
                var rate = optimizer.learningRate() * (1.2 - 0.1 * step);
                var momentum = optimizer.momentum() == 0 ? 0 : 0.95 - 0.02 * step;
                update.step(step, rate, momentum, 1);
                for (var name : network.trained()) {
                    for (int i = 0; i < gradients.get(name).length; i++) {
                        var expected = byHand.get(name)[i].step(
                                step, rate, momentum, share * gradients.get(name)[i]);
                        assertThat((double) network.weights().get(name)[i])
                                .as("%s[%d] after step %d", name, i, step)
                                .isCloseTo(expected, within(1e-6));
                    }
                }
            }
        }
    }

    private static Map<String, StepByHand[]> byHand(Optimizer optimizer, Network network) {
        var byHand = new HashMap<String, StepByHand[]>();
        for (var name : network.trained()) {
            var numbers = network.weights().get(name);
            var steps = new StepByHand[numbers.length];
            for (int i = 0; i < steps.length; i++) {
                var decay = name.endsWith("weight") ? optimizer.decay().amount() : 0;
                steps[i] = new StepByHand(optimizer, decay, numbers[i]);
            }
            byHand.put(name, steps);
        }
        return byHand;
    }

    @Test
    void gradientsAreCutToTheirNormOverAllWeightsAndZeroAfterwards() {
        var optimizer = new Optimizer.Sgd(1, 0, false, WeightDecay.NONE);
        for (var limit : new double[] {1e-3, 1e3}) {
            try (var network = network();
                    var update = new Update(network, optimizer, groups(Groups.PLAIN, network, optimizer), limit)) {
                addGradients(network, 1);
                var norm = norm(gradients(network));
                var before = network.weights();

                update.step(1, 1, 0, 1);

                assertThat(norm).isBetween(1e-2, 1e1);
                assertThat(moved(before, network.weights())).isCloseTo(Math.min(norm, limit), within(1e-6));
                assertThat(norm(gradients(network))).isZero();
            }
        }
    }

    @Test
    void severalBatchesCountAsTheirMean() {
        var optimizer = new Optimizer.Sgd(1, 0, false, WeightDecay.NONE);
        for (var limit : new double[] {0, 1e-3}) {
            try (var network = network();
                    var update = new Update(network, optimizer, groups(Groups.PLAIN, network, optimizer), limit)) {
                addGradients(network, 1);
                addGradients(network, 2);
                addGradients(network, 3);
                var sum = norm(gradients(network));
                var before = network.weights();

                update.step(1, 1, 0, 3);

                var expected = limit == 0 ? sum / 3 : limit;
                assertThat(moved(before, network.weights())).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void groupsMoveAtTheirOwnRate() {
        var optimizer = new Optimizer.Sgd(0.1, 0, false, WeightDecay.coupled(0.2));
        var parts = List.of(
                new Groups.Part("fc.bias", 0, OptionalDouble.empty()),
                new Groups.Part("fc", 0.5, OptionalDouble.of(0.7)));
        try (var network = network();
                var update =
                        new Update(network, optimizer, groups(new Groups(false, 1, 1, parts), network, optimizer), 0)) {
            addGradients(network, 1);
            var gradients = gradients(network);
            var before = network.weights();

            update.step(1, 0.1, 0, 1);

            var after = network.weights();
            assertThat(after.get("fc.bias")).isEqualTo(before.get("fc.bias"));
            for (int i = 0; i < before.get("fc.weight").length; i++) {
                var weight = before.get("fc.weight")[i];
                var expected = weight - 0.1 * 0.5 * (gradients.get("fc.weight")[i] + 0.7 * weight);
                assertThat((double) after.get("fc.weight")[i]).isCloseTo(expected, within(1e-7));
            }
        }
    }

    @Test
    void whatIsRememberedIsTakenUpAgain() {
        var optimizer = new Optimizer.Adam(0.05, 0.9, 0.5, 1e-8, true, WeightDecay.NONE);
        try (var network = network();
                var one = new Update(network, optimizer, groups(Groups.PLAIN, network, optimizer), 0);
                var other = new Update(network, optimizer, groups(Groups.PLAIN, network, optimizer), 0)) {
            addGradients(network, 1);
            one.step(1, 0.05, 0.9, 1);
            var weights = network.weights();
            other.load(one.state());
            assertThat(one.state().keySet())
                    .containsExactlyInAnyOrder(
                            "first.fc.weight",
                            "first.fc.bias",
                            "second.fc.weight",
                            "second.fc.bias",
                            "greatest.fc.weight",
                            "greatest.fc.bias");

            addGradients(network, 2);
            one.step(2, 0.05, 0.9, 1);
            var expected = network.weights();
            network.load(weights);
            addGradients(network, 2);
            other.step(2, 0.05, 0.9, 1);

            assertThat(network.weights().get("fc.weight")).isEqualTo(expected.get("fc.weight"));
        }
    }

    @Test
    void whatIsFrozenStays() {
        var optimizer = Optimizer.adamW(0.1, 0);
        try (var network = new Network(
                        built(), NetworkSettings.of(Loss.CROSS_ENTROPY).frozen("fc.w"));
                var update = new Update(network, optimizer, groups(Groups.PLAIN, network, optimizer), 0)) {
            var before = network.weights();
            addGradients(network, 1);
            update.step(1, 0.1, 0.9, 1);
            assertThat(network.weights().get("fc.weight")).isEqualTo(before.get("fc.weight"));
            assertThat(network.weights().get("fc.bias")).isNotEqualTo(before.get("fc.bias"));
        }
    }

    private static List<Group> groups(Groups groups, Network network, Optimizer optimizer) {
        return groups.of(built(), network.trained(), optimizer.decay().amount());
    }

    /** Other pixels, and so other gradients, for each step. */
    private static void addGradients(Network network, int step) {
        var pixels = new byte[4 * 2 * 2 * 3];
        new Random(step).nextBytes(pixels);
        network.gradients(new Input.Images(pixels, 4, 2, 2, 3), new Aims(TARGETS), 1);
    }

    private static Map<String, float[]> gradients(Network network) {
        var gradients = new HashMap<String, float[]>();
        network.trained().forEach(name -> gradients.put(name, network.gradient(name)));
        return gradients;
    }

    private static double norm(Map<String, float[]> numbers) {
        return moved(numbers, Map.of());
    }

    private static double moved(Map<String, float[]> from, Map<String, float[]> to) {
        double sum = 0;
        for (var entry : from.entrySet()) {
            var there = to.getOrDefault(entry.getKey(), new float[entry.getValue().length]);
            for (int i = 0; i < there.length; i++) {
                sum += Math.pow(entry.getValue()[i] - there[i], 2);
            }
        }
        return Math.sqrt(sum);
    }

    private static Network network() {
        return new Network(built(), NetworkSettings.of(Loss.CROSS_ENTROPY));
    }

    private static Graph built() {
        var graph = new GraphBuilder("linear", 3);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(2, 2, 3), 0.5f, 0.5f));
        return graph.build(layers.linear(x, "fc", 3, 2), 2);
    }
}
