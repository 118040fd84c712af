package io.kawara.trainer.zoo;

import io.kawara.serving.ContextInput;
import io.kawara.serving.Device;
import io.kawara.serving.ImageInput;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelTask;
import io.kawara.serving.NgramTokenizer;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TextInput;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Answers logits as the services do: out of the model's file, by ONNX Runtime. */
public final class Served {
    private Served() {}

    public static float[][] logits(Graph graph, Input input, int classes) {
        var labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        try (var model = load(graph, input, labels)) {
            if (input instanceof Input.Pages pages) {
                return characters(model, pages);
            }
            return input instanceof Input.Images images
                    ? model.imageLogits(rows(images))
                    : model.textLogits(rows((Input.Tokens) input));
        }
    }

    /** Page by page, as pages are served. */
    private static float[][] characters(OnnxModel model, Input.Pages pages) {
        var logits = new float[pages.count()][];
        int size = pages.pixels().length / pages.pages();
        for (int page = 0; page < pages.pages(); page++) {
            int number = page;
            int[] own = IntStream.range(0, pages.count())
                    .filter(box -> pages.boxes()[5 * box + 4] == number)
                    .toArray();
            var pixels = Arrays.copyOfRange(pages.pixels(), page * size, (page + 1) * size);
            var boxes = Arrays.stream(own)
                    .mapToObj(box -> Arrays.copyOfRange(pages.boxes(), 5 * box, 5 * box + 4))
                    .toArray(float[][]::new);
            var answered = model.characterLogits(pixels, pages.width(), pages.height(), boxes);
            for (int i = 0; i < own.length; i++) {
                logits[own[i]] = answered[i];
            }
        }
        return logits;
    }

    private static OnnxModel load(Graph graph, Input input, List<String> labels) {
        if (input instanceof Input.Pages pages) {
            return load(
                    graph,
                    ModelCard.characters(
                            "tested", 1, new ContextInput(List.of(64), pages.channels()), labels, Map.of()));
        }
        var image = input instanceof Input.Images images
                ? new ImageInput(images.width(), images.height(), images.channels(), ImageInput.Resize.STRETCH)
                : null;
        var text = image == null ? new TextInput(new NgramTokenizer(1, List.of(1), List.of()), 1) : null;
        var task = image == null ? ModelTask.TEXT_CLASSIFICATION : ModelTask.IMAGE_CLASSIFICATION;
        var card = new ModelCard("tested", 1, task, image, text, labels, null, null, null, null, null);
        return load(graph, card);
    }

    private static OnnxModel load(Graph graph, ModelCard card) {
        var file = graph.withMetadata(ModelCard.KEY, card.json()).bytes();
        return OnnxModel.load(file, new SessionSettings(Device.CPU, 1));
    }

    private static List<byte[]> rows(Input.Images images) {
        var size = images.pixels().length / images.count();
        var rows = new ArrayList<byte[]>();
        for (int i = 0; i < images.count(); i++) {
            rows.add(Arrays.copyOfRange(images.pixels(), i * size, (i + 1) * size));
        }
        return rows;
    }

    private static List<long[]> rows(Input.Tokens tokens) {
        var rows = new ArrayList<long[]>();
        for (int i = 0; i < tokens.count(); i++) {
            rows.add(Arrays.copyOfRange(tokens.ids(), i * tokens.length(), (i + 1) * tokens.length()));
        }
        return rows;
    }
}
