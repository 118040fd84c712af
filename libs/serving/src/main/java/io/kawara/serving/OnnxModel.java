package io.kawara.serving;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.kawara.contracts.ScoredLabel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A model ready to run: an ONNX Runtime session that fits its {@link ModelCard}.
 *
 * <p>Image models: input {@code image}, uint8 {@code [batch, height, width, channels]}. Text models: input {@code tokens}, int64
 * {@code [batch, length]}, 0 being padding. Tables: input {@code rows}, float32 {@code [batch, columns]}. Classifiers of characters: {@code image} and {@code
 * boxes}, float32 {@code [boxes, 4]}. Output {@code logits}, float32 {@code [batch, labels]}; of detectors, whose {@code image} may have any size, {@code
 * maps}, float32 {@code [batch, 5, rows, columns]}. Thread-safe, but not to be closed while it runs.
 */
public final class OnnxModel implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = environment();

    private final ModelCard card;
    private final Views views;
    private final OrtSession session;
    private final DirectBuffers buffers = new DirectBuffers();

    private OnnxModel(ModelCard card, OrtSession session) {
        this.card = card;
        this.views = card.image() == null ? null : card.views();
        this.session = session;
    }

    /** Loads {@code file}; throws {@link ModelException} where it is no model, or not the one its card describes. */
    public static OnnxModel load(Path file, SessionSettings settings) {
        return load(OnnxFile.map(file), settings);
    }

    public static OnnxModel load(byte[] file, SessionSettings settings) {
        return load(OnnxFile.of(file), settings);
    }

    public static OnnxModel load(OnnxFile file, SessionSettings settings) {
        var card = file.card();
        file.requireWeightsInside();
        OrtSession session;
        try (var options = settings.options()) {
            session = ENVIRONMENT.createSession(file.bytes(), options);
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime does not take " + card.id() + ": " + e.getMessage(), e);
        }
        var model = new OnnxModel(card, session);
        try {
            for (var signature : Signature.of(card)) {
                signature.check(session);
            }
            model.warmUp();
            return model;
        } catch (OrtException e) {
            model.close();
            throw new ModelException("cannot look into " + card.id() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Whose models run here, and when, is nobody else's business. */
    private static OrtEnvironment environment() {
        var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "kawara");
        try {
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not leave its telemetry: " + e.getMessage(), e);
        }
    }

    /** The version of ONNX Runtime that models run on here. */
    public static String runtimeVersion() {
        return ENVIRONMENT.getVersion();
    }

    public ModelCard card() {
        return card;
    }

    /**
     * Logits {@code [images][labels]}, averaged over the card's {@link Views} as its {@link ViewAverage} says.
     *
     * @param images each of them the pixels of {@link Views#pictures}; of one picture {@code [height, width, channels]} where nothing is augmented
     */
    public float[][] imageLogits(List<byte[]> images) {
        for (var image : images) {
            if (image.length != views.bytes()) {
                throw new IllegalArgumentException(
                        card.id() + " takes images of " + views.bytes() + " bytes, not " + image.length);
            }
        }
        if (views.isPlain()) {
            return run(images, card.image());
        }
        var logits = new float[images.size()][views.count()][];
        for (int view = 0; view < views.count(); view++) {
            int number =
                    view; // one view of all images at a time: a batch of views takes no more memory than a batch of
            // images
            var seen =
                    run(images.stream().map(image -> views.view(number, image)).toList(), views.size(view));
            for (int image = 0; image < seen.length; image++) {
                logits[image][view] = seen[image];
            }
        }
        return Arrays.stream(logits)
                .map(image -> card.testTimeAverage().of(image, card.activation()))
                .toArray(float[][]::new);
    }

    /** Logits {@code [texts][labels]} of token ids as the card's tokenizer makes them, of any lengths. */
    public float[][] textLogits(List<long[]> texts) {
        var length = Math.max(1, texts.stream().mapToInt(t -> t.length).max().orElse(1));
        var buffer = buffers.take(Math.multiplyExact(texts.size() * length, Long.BYTES));
        try {
            var tokens = buffer.asLongBuffer();
            for (var text : texts) {
                tokens.put(Arrays.copyOf(text, length));
            }
            tokens.flip();
            try (var tensor = OnnxTensor.createTensor(ENVIRONMENT, tokens, new long[] {texts.size(), length})) {
                return logits(Map.of(Signature.TOKENS, tensor), texts.size());
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /**
     * What a detector says of each place of tiles of one size: {@link DetectionMaps}.
     *
     * @param tiles pixels {@code [height, width, channels]} each, its sides multiples of {@link PageInput#STRIDE}
     */
    public List<DetectionMaps> maps(List<byte[]> tiles, int width, int height) {
        return pixels(tiles, width, height, card.page().channels(), tensor -> {
            try (var result = session.run(Map.of(Signature.IMAGE, tensor))) {
                var output = (OnnxTensor) result.get(Signature.MAPS).orElseThrow();
                var shape = output.getInfo().getShape();
                if (shape[0] != tiles.size() || width % shape[3] != 0 || height % shape[2] != 0) {
                    throw new ModelException(card.id() + " answers " + Arrays.toString(shape) + " to " + tiles.size()
                            + " tiles of " + width + " x " + height);
                }
                var values = output.getFloatBuffer();
                var maps = new ArrayList<DetectionMaps>();
                for (int i = 0; i < tiles.size(); i++) {
                    var map = new float[Signature.MAPPED * (int) (shape[2] * shape[3])];
                    values.get(map);
                    maps.add(new DetectionMaps((int) shape[3], (int) shape[2], width / (int) shape[3], map));
                }
                return maps;
            }
        });
    }

    /**
     * Logits {@code [boxes][labels]} of the characters in boxes of one page.
     *
     * @param page pixels {@code [height, width, channels]}
     * @param boxes left, upper, right and lower side of each in pixels of that page
     */
    public float[][] characterLogits(byte[] page, int width, int height, float[][] boxes) {
        if (boxes.length == 0) {
            return new float[0][];
        }
        return pixels(List.of(page), width, height, card.context().channels(), image -> {
            try (var sides = OnnxTensor.createTensor(ENVIRONMENT, boxes)) {
                return logits(Map.of(Signature.IMAGE, image, Signature.BOXES, sides), boxes.length);
            }
        });
    }

    /** Logits {@code [rows][labels]} of rows of numbers in the order of the card's columns; what is not known is NaN. */
    public float[][] tabularLogits(float[][] rows) {
        try (var tensor = OnnxTensor.createTensor(ENVIRONMENT, rows)) {
            return logits(Map.of(Signature.ROWS, tensor), rows.length);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Scores in [0,1], {@code [rows][labels]}: see {@link #tabularLogits}. */
    public double[][] tabularScores(float[][] rows) {
        return scores(tabularLogits(rows));
    }

    /** Scores in [0,1], {@code [images][labels]}: see {@link #imageLogits}. */
    public double[][] imageScores(List<byte[]> images) {
        return scores(imageLogits(images));
    }

    /** Scores in [0,1], {@code [texts][labels]}: see {@link #textLogits}. */
    public double[][] textScores(List<long[]> texts) {
        return scores(textLogits(texts));
    }

    /** One image's scores with their labels, best first, equal ones in the card's order. */
    public List<ScoredLabel> ranked(double[] scores) {
        var ranked = new ArrayList<ScoredLabel>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            ranked.add(new ScoredLabel(card.labels().get(i), scores[i]));
        }
        ranked.sort(Comparator.comparingDouble(ScoredLabel::score).reversed());
        return List.copyOf(ranked);
    }

    private double[][] scores(float[][] logits) {
        return Arrays.stream(logits)
                .map(one -> card.activation().scores(one, card.temperature()))
                .toArray(double[][]::new);
    }

    private float[][] run(List<byte[]> images, ImageInput input) {
        return pixels(
                images,
                input.width(),
                input.height(),
                input.channels(),
                tensor -> logits(Map.of(Signature.IMAGE, tensor), images.size()));
    }

    private interface Run<T> {
        T on(OnnxTensor images) throws OrtException;
    }

    private <T> T pixels(List<byte[]> images, int width, int height, int channels, Run<T> run) {
        var size = Math.multiplyExact(Math.multiplyExact(width, height), channels);
        var buffer = buffers.take(Math.multiplyExact(images.size(), size));
        try {
            for (var image : images) {
                if (image.length != size) {
                    throw new IllegalArgumentException("%s is given %d bytes as an image of %d x %d x %d"
                            .formatted(card.id(), image.length, width, height, channels));
                }
                buffer.put(image);
            }
            buffer.flip();
            var shape = new long[] {images.size(), height, width, channels};
            try (var tensor = OnnxTensor.createTensor(ENVIRONMENT, buffer, shape, OnnxJavaType.UINT8)) {
                return run.on(tensor);
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private float[][] logits(Map<String, OnnxTensor> inputs, int rows) throws OrtException {
        try (var result = session.run(inputs)) {
            var output = (OnnxTensor) result.get(Signature.LOGITS).orElseThrow();
            var shape = output.getInfo().getShape();
            if (!Arrays.equals(shape, new long[] {rows, card.labels().size()})) {
                throw new ModelException(card.id() + " answers " + Arrays.toString(shape) + " to a batch of " + rows
                        + ", but has " + card.labels().size() + " labels");
            }
            var values = output.getFloatBuffer();
            var logits = new float[rows][card.labels().size()];
            for (var row : logits) {
                values.get(row);
            }
            return logits;
        }
    }

    /** Two at once, so that a batch that is wired to 1 shows here and not under load; the highest token, so that a short table shows. */
    private void warmUp() {
        switch (card.task()) {
            case IMAGE_CLASSIFICATION -> imageScores(List.of(new byte[views.bytes()], new byte[views.bytes()]));
            case TEXT_CLASSIFICATION -> {
                var last = card.text().tokenizer().ids() - 1;
                textScores(List.of(new long[] {last}, new long[] {1, last}));
            }
            case OBJECT_DETECTION -> {
                int wide = 2 * PageInput.STRIDE;
                var tile = new byte[wide * PageInput.STRIDE * card.page().channels()];
                maps(List.of(tile, tile), wide, PageInput.STRIDE);
            }
            case CHARACTER_CLASSIFICATION -> {
                int wide = 2 * PageInput.STRIDE;
                var page = new byte[wide * PageInput.STRIDE * card.context().channels()];
                characterLogits(page, wide, PageInput.STRIDE, new float[][] {{0, 0, 9, 9}, {5, 5, 60, 30}});
            }
            case TABULAR_CLASSIFICATION ->
                tabularScores(new float[2][card.columns().size()]);
        }
    }

    private ModelException failed(OrtException e) {
        return new ModelException(card.id() + " failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("cannot close " + card.id() + ": " + e.getMessage(), e);
        }
    }
}
