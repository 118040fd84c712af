package io.kawara.trainer.zoo;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.kawara.serving.ModelCard;
import io.kawara.trainer.graph.ClassifierHead;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.PixelInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A classifier that was trained before, out of its ONNX file, for other classes.
 *
 * <p>One of ours keeps its input, for images of any size. Another's floats {@code [N, C, H, W]} are replaced by pixels and what normalises them,
 * by the shape's mean and deviation. The last layer starts anew unless it has as many classes already; where the file
 * is one of ours, the classes that its card names as well go on with their weights. Exports want a
 * free batch axis, explicit padding and batch normalisation left in. Option: {@code file}.
 */
final class Pretrained implements Architecture {
    private final Path file;

    Pretrained(Map<String, Object> options) {
        file = Path.of(new Options("pretrained", options, Set.of("file")).text("file"));
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        try {
            var graph = taking(input, Graph.read(file));
            var head = ClassifierHead.of(graph);
            return ClassifierHead.named(head.classes() == classes ? graph : head.replaced(classes, seed));
        } catch (IOException e) {
            throw new UncheckedIOException("the pretrained network " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the pretrained network " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Graph labelled(Graph graph, List<String> labels) {
        try {
            var known = Graph.read(file);
            var card = known.metadata(ModelCard.KEY).map(ModelCard::parse);
            if (card.isEmpty()) {
                return graph;
            }
            var places = labels.stream().mapToInt(card.get().labels()::indexOf).toArray();
            return ClassifierHead.of(graph).taught(ClassifierHead.of(known), places);
        } catch (IOException e) {
            throw new UncheckedIOException("the pretrained network " + file + " cannot be read", e);
        }
    }

    private static Graph taking(InputShape input, Graph graph) {
        if (input instanceof ImageShape shape) {
            return PixelInput.isTakenBy(graph)
                    ? PixelInput.sized(graph, shape.height(), shape.width(), shape.channels())
                    : PixelInput.before(
                            graph, shape.height(), shape.width(), shape.channels(), shape.mean(), shape.std());
        }
        if (graph.input().getType().getTensorType().getElemType() != TensorProto.DataType.INT64_VALUE) {
            throw new IllegalArgumentException("it takes no token ids of 64 bits");
        }
        return graph;
    }
}
