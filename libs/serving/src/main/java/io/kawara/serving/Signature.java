package io.kawara.serving;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The input and output that a card asks of its graph, once for each size at which images are looked at; a size of -1 is left to each run.
 *
 * @param input its name
 * @param inputShape batch first
 */
record Signature(String model, String input, OnnxJavaType inputType, List<Long> inputShape, long labels) {
    static final String IMAGE = "image";
    static final String TOKENS = "tokens";
    static final String LOGITS = "logits";

    static List<Signature> of(ModelCard card) {
        long labels = card.labels().size();
        if (card.image() == null) {
            return List.of(new Signature(card.id(), TOKENS, OnnxJavaType.INT64, List.of(-1L, -1L), labels));
        }
        var views = card.views();
        return IntStream.range(0, views.count())
                .mapToObj(views::size)
                .distinct()
                .map(size -> new Signature(
                        card.id(),
                        IMAGE,
                        OnnxJavaType.UINT8,
                        List.of(-1L, (long) size.height(), (long) size.width(), (long) size.channels()),
                        labels))
                .toList();
    }

    /** Throws {@link ModelException} where {@code session} has another signature. */
    void check(OrtSession session) throws OrtException {
        if (session.getNumInputs() != 1) {
            throw new ModelException(model + " has the inputs " + session.getInputNames() + ", not just " + input);
        }
        check(session.getInputInfo(), input, inputType, inputShape);
        check(session.getOutputInfo(), LOGITS, OnnxJavaType.FLOAT, List.of(-1L, labels));
    }

    private void check(Map<String, NodeInfo> nodes, String name, OnnxJavaType type, List<Long> shape) {
        var node = nodes.get(name);
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
            throw new ModelException(model + " has " + nodes.keySet() + ", not " + name);
        }
        if (tensor.type != type || !fits(tensor.getShape(), shape)) {
            throw new ModelException(model + " has " + name + " as " + tensor.type + Arrays.toString(tensor.getShape())
                    + ", but its card asks for " + type + shape);
        }
    }

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
