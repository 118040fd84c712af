package io.kawara.serving;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The inputs and the output that a card asks of its graph; a size of -1 is left to each run.
 *
 * @param inputs in the order in which they are named in messages
 */
record Signature(String model, List<Value> inputs, Value output) {
    static final String IMAGE = "image";
    static final String TOKENS = "tokens";
    static final String BOXES = "boxes";
    static final String ROWS = "rows";
    static final String LOGITS = "logits";
    static final String MAPS = "maps";

    /** What a map says of a place: the logit of a character's middle, and pixels from there to its left, upper, right and lower side. */
    static final int MAPPED = 5;

    /** A named tensor. */
    record Value(String name, OnnxJavaType type, List<Long> shape) {}

    /** Those of a card; of an image model one for each size at which images are looked at. */
    static List<Signature> of(ModelCard card) {
        var logits = new Value(
                LOGITS, OnnxJavaType.FLOAT, List.of(-1L, (long) card.labels().size()));
        return switch (card.task()) {
            case IMAGE_CLASSIFICATION -> images(card, logits);
            case TEXT_CLASSIFICATION ->
                List.of(new Signature(
                        card.id(), List.of(new Value(TOKENS, OnnxJavaType.INT64, List.of(-1L, -1L))), logits));
            case OBJECT_DETECTION ->
                List.of(new Signature(
                        card.id(),
                        List.of(pixels(-1, -1, card.page().channels())),
                        new Value(MAPS, OnnxJavaType.FLOAT, List.of(-1L, (long) MAPPED, -1L, -1L))));
            case CHARACTER_CLASSIFICATION ->
                List.of(new Signature(
                        card.id(),
                        List.of(
                                pixels(-1, -1, card.context().channels()),
                                new Value(BOXES, OnnxJavaType.FLOAT, List.of(-1L, 4L))),
                        logits));
            case TABULAR_CLASSIFICATION ->
                List.of(new Signature(
                        card.id(),
                        List.of(new Value(ROWS, OnnxJavaType.FLOAT, List.of(-1L, (long)
                                card.columns().size()))),
                        logits));
        };
    }

    private static List<Signature> images(ModelCard card, Value logits) {
        var views = card.views();
        return IntStream.range(0, views.count())
                .mapToObj(views::size)
                .distinct()
                .map(size ->
                        new Signature(card.id(), List.of(pixels(size.height(), size.width(), size.channels())), logits))
                .toList();
    }

    private static Value pixels(long height, long width, long channels) {
        return new Value(IMAGE, OnnxJavaType.UINT8, List.of(-1L, height, width, channels));
    }

    /** Throws {@link ModelException} where {@code session} has another signature. */
    void check(OrtSession session) throws OrtException {
        if (session.getNumInputs() != inputs.size()) {
            throw new ModelException(model + " has the inputs " + session.getInputNames() + ", not just "
                    + inputs.stream().map(Value::name).collect(Collectors.joining(", ")));
        }
        for (var input : inputs) {
            check(session.getInputInfo(), input);
        }
        check(session.getOutputInfo(), output);
    }

    private void check(Map<String, NodeInfo> nodes, Value value) {
        var node = nodes.get(value.name());
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
            throw new ModelException(model + " has " + nodes.keySet() + ", not " + value.name());
        }
        if (tensor.type != value.type() || !fits(tensor.getShape(), value.shape())) {
            throw new ModelException(model + " has " + value.name() + " as " + tensor.type
                    + Arrays.toString(tensor.getShape()) + ", but its card asks for " + value.type() + value.shape());
        }
    }

    /** Where a size is left to each run, a graph may not ask for one. */
    private static boolean fits(long[] actual, List<Long> asked) {
        if (actual.length != asked.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            if (actual[i] != -1 && actual[i] != asked.get(i)) {
                return false;
            }
        }
        return true;
    }
}
