package io.kawara.bench;

import io.kawara.local.Service;
import io.kawara.serving.Device;
import io.kawara.serving.ImageInput;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TinyModels;
import io.kawara.trainer.zoo.Architecture;
import io.kawara.trainer.zoo.ImageShape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * classifier-service, from Kafka to Kafka and decoding included, against a loop that hands tensors that are ready to ONNX Runtime, with the same
 * batch and threads.
 */
final class ClassifierBench {
    private static final int BATCH = 16; // the service's default
    private static final int CLASSES = 10;

    private final Path root;

    ClassifierBench(Path root) {
        this.root = root;
    }

    void run(Consumer<Measure> report) throws Exception {
        ModelCard resnet = card("resnet18", 224);
        byte[] resnetFile = Architecture.of("resnet18", Map.of())
                .build(new ImageShape(224, 224, 3), CLASSES, 1)
                .withMetadata(ModelCard.KEY, resnet.json())
                .bytes();
        report.accept(compare("classifier, resnet18 at 224", resnet, resnetFile, 300, 0.9));

        ModelCard tiny = card("tiny", 32);
        report.accept(compare(
                "classifier, a tiny model at 32", tiny, TinyModels.constant(tiny, new float[CLASSES]), 8000, 0.7));
    }

    private static ModelCard card(String name, int side) {
        return new ModelCard(
                name,
                1,
                ModelTask.IMAGE_CLASSIFICATION,
                new ImageInput(side, side, 3, ImageInput.Resize.STRETCH),
                null,
                IntStream.range(0, CLASSES).mapToObj(i -> "class-" + i).toList(),
                null,
                null,
                null,
                List.of(),
                Map.of());
    }

    private Measure compare(String what, ModelCard card, byte[] file, int images, double goal) throws Exception {
        double ours;
        try (var stack = new BenchStack(root)) {
            stack.serve(card, file);
            stack.send(Pictures.photo(card.image().width()), images);
            stack.start(Service.CLASSIFIER);
            ours = stack.rate("predictions", images);
        }
        return new Measure(what, ours, "ONNX Runtime alone", loop(file, card, images), "img/s", goal);
    }

    private static double loop(byte[] file, ModelCard card, int images) {
        try (var model = OnnxModel.load(file, new SessionSettings(Device.CPU, 1))) {
            List<byte[]> batch =
                    Collections.nCopies(BATCH, new byte[card.image().size()]);
            long start = 0;
            int warmUp = images / 4;
            for (int done = 0; done < images; done += BATCH) {
                if (start == 0 && done >= warmUp) {
                    start = System.nanoTime();
                    warmUp = done;
                }
                model.imageScores(batch);
            }
            return (images - warmUp) * 1e9 / (System.nanoTime() - start);
        }
    }
}
