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
 * {@code [batch, length]}, 0 being padding. Output {@code logits}, float32 {@code [batch, labels]}. Thread-safe, but not to be closed while it runs.
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
                return run(Signature.TOKENS, tensor, texts.size());
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            buffers.giveBack(buffer);
        }
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
        var buffer = buffers.take(Math.multiplyExact(images.size(), input.size()));
        try {
            images.forEach(buffer::put);
            buffer.flip();
            var shape = new long[] {images.size(), input.height(), input.width(), input.channels()};
            try (var tensor = OnnxTensor.createTensor(ENVIRONMENT, buffer, shape, OnnxJavaType.UINT8)) {
                return run(Signature.IMAGE, tensor, images.size());
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private float[][] run(String input, OnnxTensor tensor, int batch) throws OrtException {
        try (var result = session.run(Map.of(input, tensor))) {
            var output = (OnnxTensor) result.get(Signature.LOGITS).orElseThrow();
            var shape = output.getInfo().getShape();
            if (!Arrays.equals(shape, new long[] {batch, card.labels().size()})) {
                throw new ModelException(card.id() + " answers " + Arrays.toString(shape) + " to a batch of " + batch
                        + ", but has " + card.labels().size() + " labels");
            }
            var values = output.getFloatBuffer();
            var logits = new float[batch][card.labels().size()];
            for (var row : logits) {
                values.get(row);
            }
            return logits;
        }
    }

    /** Two at once, so that a batch that is wired to 1 shows here and not under load; the highest token, so that a short table shows. */
    private void warmUp() {
        if (card.image() != null) {
            imageScores(List.of(new byte[views.bytes()], new byte[views.bytes()]));
        } else {
            var last = card.text().tokenizer().ids() - 1;
            textScores(List.of(new long[] {last}, new long[] {1, last}));
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
