package io.kawara.bench;

import io.kawara.local.Service;
import io.kawara.serving.Device;
import io.kawara.serving.ImageInput;
import io.kawara.serving.ModelCard;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
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
        report.accept(compare("resnet18", 224, 300, 0.9));
        report.accept(compare("small-cnn", 64, 30_000, 0.7)); // enough that the service is compiled
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

    private Measure compare(String architecture, int side, int images, double goal) throws Exception {
        ModelCard card = card(architecture, side);
        byte[] file = Architecture.of(architecture, Map.of())
                .build(new ImageShape(side, side, 3), CLASSES, 1)
                .withMetadata(ModelCard.KEY, card.json())
                .bytes();
        double ours;
        try (var stack = new BenchStack(root)) {
            stack.serve(card, file);
            stack.send(Pictures.photo(side), images);
            stack.start(Service.CLASSIFIER);
            ours = stack.rate("predictions", images);
        }
        String what = "classifier, " + architecture + " at " + side;
        return new Measure(what, ours, "ONNX Runtime alone", loop(file, card, images), "img/s", goal);
    }

    private static double loop(byte[] file, ModelCard card, int images) {
        try (var model = OnnxModel.load(file, new SessionSettings(Device.CPU, 1))) {
            List<byte[]> batch =
                    Collections.nCopies(BATCH, new byte[card.image().size()]);
            long start = 0;
            int warmUp = images / 2;
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
