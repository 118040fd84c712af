package io.kawara.trainer.torch;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import io.kawara.trainer.graph.Graph;
import java.util.List;

/** Another graph that answers each batch as in serving; its weights never move. */
final class Teacher {
    private static final double LEAST = 1e-7;

    private final PtSymbolBlock program;
    private final NDList weights = new NDList();

    /** Lives as long as the manager does. */
    Teacher(Graph graph, Precision precision, PtNDManager manager) {
        program = Libtorch.compile(manager, Program.inference(graph, precision).source());
        graph.weights().values().forEach(weight -> {
            var array = NativeWeights.create(manager, weight);
            array.setName("p[]");
            weights.add(array);
        });
    }

    PtNDArray logits(List<PtNDArray> inputs, PtNDManager scope) {
        Libtorch.setGradMode(false);
        var arguments = new NDList(inputs.size() + weights.size());
        arguments.addAll(inputs);
        arguments.addAll(weights);
        var logits = (PtNDArray) IValueUtils.forward(program, arguments, false).singletonOrThrow();
        logits.attach(scope);
        return logits;
    }

    /** Logits that a softmax (or, label by label, a sigmoid) makes into these probabilities; 0 and 1 become very small and large ones. */
    static float[] logits(float[] probabilities, boolean apart) {
        var logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            var p = Math.min(Math.max(probabilities[i], LEAST), apart ? 1 - LEAST : 1);
            logits[i] = (float) (apart ? Math.log(p / (1 - p)) : Math.log(p));
        }
        return logits;
    }
}
