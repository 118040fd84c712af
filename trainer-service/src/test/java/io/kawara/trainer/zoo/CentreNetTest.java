package io.kawara.trainer.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.serving.Device;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.PageInput;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.torch.Aims;
import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Network;
import io.kawara.trainer.torch.NetworkSettings;
import io.kawara.trainer.torch.Optimizer;
import io.kawara.trainer.torch.Update;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CentreNetTest {
    private static final NetworkSettings SETTINGS = NetworkSettings.of(new Loss.Detection(2, 4, 1));

    @BeforeAll
    static void runsOnOneThread() {
        Network.setThreads(1);
    }

    @ParameterizedTest
    @CsvSource({"lean, 3", "resnet18, 1"})
    void mapsAreTheSameInTrainingAndServing(String backbone, int channels) {
        var graph = build(backbone, channels);
        var learnt = noise(2, 64, 64, channels);
        var targets = targets(2, 16, 16);
        try (var network = new Network(graph, SETTINGS);
                var update = new Update(
                        network, Optimizer.adamW(1e-3, 0.01), Groups.PLAIN.of(graph, network.trained(), 0.01), 1)) {
            for (int step = 1; step <= 3; step++) {
                network.gradients(learnt, new Aims(targets), step);
                update.step(step, 1e-3, 0.9, 1);
            }
            // Other sides than those of the training, and not square.
            var tile = noise(1, 64, 96, channels);
            var said = network.logits(tile)[0];
            var maps = served(graph.withWeights(network.weights()), tile);
            assertThat(maps).hasSize(5 * 16 * 24).containsExactly(said, within(1e-5f * 12));
        }
    }

    @Test
    void mostPlacesAreEmptyAtFirstAndEverySideIsAhead() {
        var maps = served(build("lean", 3), noise(1, 64, 64, 3));
        for (int i = 0; i < maps.length; i++) {
            if (i < 16 * 16) {
                assertThat((double) maps[i]).isBetween(-6.0, -3.0);
            } else {
                assertThat((double) maps[i]).isBetween(6.0, 24.0);
            }
        }
    }

    @Test
    void thingsAreOfOneKind() {
        assertThatThrownBy(() -> Architecture.of("centre-net", Map.of()).build(new ImageShape(64, 64, 3), 2, 0))
                .hasMessageContaining("cannot tell 2 classes apart");
    }

    private static Graph build(String backbone, int channels) {
        return Architecture.of("centre-net", Map.of("backbone", backbone, "width", 8, "neck", 8))
                .build(new ImageShape(64, 64, channels), 1, 5);
    }

    private static float[] served(Graph graph, Input.Images tile) {
        var page = new PageInput(256, 64, 16, tile.channels(), 0.3, 0.5, null, false, null);
        var card = ModelCard.detector("tested", 1, page, null);
        var file = graph.withMetadata(ModelCard.KEY, card.json()).bytes();
        try (var model = OnnxModel.load(file, new SessionSettings(Device.CPU, 1))) {
            return model.maps(List.of(tile.pixels()), tile.width(), tile.height())
                    .get(0)
                    .values();
        }
    }

    private static float[] targets(int count, int rows, int columns) {
        var targets = new float[count * 7 * rows * columns];
        var random = new Random(2);
        for (int i = 0; i < targets.length; i++) {
            int map = i / (rows * columns) % 7;
            targets[i] = map == 0 ? (random.nextInt(20) == 0 ? 1 : 0.5f) : 1 + 5 * random.nextFloat();
        }
        return targets;
    }

    private static Input.Images noise(int count, int height, int width, int channels) {
        var pixels = new byte[count * height * width * channels];
        new Random(3).nextBytes(pixels);
        return new Input.Images(pixels, count, height, width, channels);
    }
}
