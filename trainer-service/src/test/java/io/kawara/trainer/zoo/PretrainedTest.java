package io.kawara.trainer.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.serving.Activation;
import io.kawara.serving.ImageInput;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelTask;
import io.kawara.trainer.graph.Foreign;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Network;
import io.kawara.trainer.torch.NetworkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedTest {
    private static final ImageShape SHAPE = new ImageShape(8, 8, 3, 0.45f, 0.25f);

    @TempDir
    Path folder;

    @Test
    void anotherToolsExportTakesPixelsAndOtherClasses() throws IOException {
        var export = Foreign.export();
        var graph = pretrained(export.bytes()).build(SHAPE, 4, 3);
        var images = images();
        var served = Served.logits(graph, images, 4);
        try (var network = new Network(graph, NetworkSettings.of(Loss.CROSS_ENTROPY))) {
            assertThat(network.trained()).contains("backbone.weight", "head.weight");
            var logits = network.logits(images);
            for (int i = 0; i < served.length; i++) {
                assertThat(served[i]).containsExactly(logits[i], within(1e-5f));
            }
        }
        assertThat(graph.weights().get("backbone.weight").values())
                .isEqualTo(export.weights().get("backbone.weight").values());
    }

    @Test
    void asManyClassesKeepTheHead() throws IOException {
        var export = Foreign.export();
        var graph = pretrained(export.bytes()).build(SHAPE, 2, 3);
        assertThat(graph.weights().get("head.weight").values())
                .isEqualTo(export.weights().get("head.weight").values());
    }

    @Test
    void oneOfOursIsTunedForOtherClasses() throws IOException {
        var larger = new ImageShape(16, 16, 3, 0.45f, 0.25f);
        var ours = Architecture.of("small-cnn", Map.of("width", 8, "stages", 2)).build(larger, 2, 1);
        var graph = pretrained(ours.bytes()).build(SHAPE, 6, 1);
        assertThat(Served.logits(graph, images(), 6)[0]).hasSize(6);
        assertThat(graph.weights().get("stem.conv.weight").values())
                .isEqualTo(ours.weights().get("stem.conv.weight").values());

        var grey = new ImageShape(8, 8, 1);
        assertThatThrownBy(() -> pretrained(ours.bytes()).build(grey, 3, 1)).hasMessageContaining("of 1 channels");
        var text = Architecture.of("ngram-linear", Map.of()).build(new TokenShape(9, 4), 2, 1);
        assertThatThrownBy(() -> pretrained(text.bytes()).build(SHAPE, 3, 1))
                .hasMessageContaining("tokens of the graph is not a batch of images");
    }

    @Test
    void classesThatBothKnowGoOnWithTheirWeights() throws IOException {
        for (var head : List.of("linear", "cosine")) {
            var options = Map.<String, Object>of("width", 4, "head", head);
            var ours = Architecture.of("resnet18", options).build(SHAPE, 3, 1);
            var card = new ModelCard(
                    "first",
                    1,
                    ModelTask.IMAGE_CLASSIFICATION,
                    new ImageInput(8, 8, 3, ImageInput.Resize.STRETCH),
                    null,
                    List.of("a", "b", "c"),
                    Activation.SOFTMAX,
                    null,
                    Map.of(),
                    List.of(),
                    Map.of());
            var file = ours.withMetadata(ModelCard.KEY, card.json()).bytes();

            var pretrained = pretrained(file);
            var anew = pretrained.build(SHAPE, 4, 3);
            var graph = pretrained.labelled(anew, List.of("x", "c", "y", "a"));

            var images = images();
            var before = Served.logits(ours, images, 3);
            var first = Served.logits(anew, images, 4);
            var after = Served.logits(graph, images, 4);
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i])
                        .as(head)
                        .containsExactly(
                                new float[] {first[i][0], before[i][2], first[i][2], before[i][0]}, within(1e-5f));
            }
        }
    }

    @Test
    void aGraphWithoutLinearEndSaysInWhatItEnds() throws IOException {
        assertThatThrownBy(() -> pretrained(Foreign.endingInSoftmax().bytes()).build(SHAPE, 3, 1))
                .hasMessageContaining("pretrained.onnx")
                .hasMessageContaining("ends in Softmax");
    }

    private Architecture pretrained(byte[] model) throws IOException {
        var file = Files.write(folder.resolve("pretrained.onnx"), model);
        assertThat(Graph.read(file).bytes()).isEqualTo(model);
        return Architecture.of("pretrained", Map.of("file", file.toString()));
    }

    private static Input.Images images() {
        var pixels = new byte[3 * 8 * 8 * 3];
        new Random(4).nextBytes(pixels);
        return new Input.Images(pixels, 3, 8, 8, 3);
    }
}
