package io.kawara.trainer.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        var graph = tiny().withMetadata("kawara.card", "{}");
        var file = folder.resolve("models/tiny.onnx");
        graph.write(file);
        assertThat(Graph.read(file)).isEqualTo(graph);
        assertThat(Graph.read(file).metadata("kawara.card")).contains("{}");
        assertThat(Graph.read(file).metadata("other")).isEmpty();
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void bytesDoNotDependOnTheOrderOfNotes() {
        var one = tiny().withMetadata("a", "1").withMetadata("b", "2").withMetadata("a", "3");
        var other = tiny().withMetadata("b", "2").withMetadata("a", "3");
        assertThat(one.bytes()).isEqualTo(other.bytes());
    }

    @Test
    void weightsAreReplacedByName() {
        var graph = tiny();
        var changed = graph.withWeights(Map.of("fc.bias", new float[] {1, 2}));
        assertThat(changed.weights().get("fc.bias").values()).containsExactly(1, 2);
        assertThat(changed.weights().get("fc.weight").values())
                .isEqualTo(graph.weights().get("fc.weight").values());
        assertThat(changed).isNotEqualTo(graph);
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> tiny().withWeights(Map.of("fc.bias", new float[3])))
                .hasMessage("3 numbers do not fit initialiser fc.bias, which has 2");
        assertThatThrownBy(() -> tiny().withWeights(Map.of("fc.bais", new float[2])))
                .hasMessage("2 numbers do not fit initialiser fc.bais, which is not there");
    }

    @Test
    void whatIsNoModelIsRefusedWithItsName() throws IOException {
        var file = Files.write(folder.resolve("readme.onnx"), "not a model".getBytes(UTF_8));
        assertThatThrownBy(() -> Graph.read(file))
                .hasMessageContaining("readme.onnx")
                .hasMessageContaining("not an ONNX model");
    }

    private static Graph tiny() {
        var graph = new GraphBuilder("tiny", 1);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.normalize(graph.images(4, 4, 3), 0.5f, 0.5f));
        return graph.build(layers.linear(x, "fc", 3, 2), 2);
    }
}
