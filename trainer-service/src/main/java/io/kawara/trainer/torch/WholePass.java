package io.kawara.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.kawara.trainer.graph.Graph;
import java.util.List;
import java.util.Map;

/** Forward in one program, which keeps all values for the way back. */
final class WholePass implements Pass {
    private final PtSymbolBlock loss;

    WholePass(Graph graph, NetworkSettings settings, PtNDManager manager) {
        loss = Libtorch.compile(manager, Program.loss(graph, settings).source());
    }

    @Override
    public double gradients(
            PtNDManager scope, List<PtNDArray> batch, Map<String, PtNDArray> weights, long seed, PtNDArray upstream) {
        JniUtils.setSeed(seed);
        Libtorch.setGradMode(true);
        try {
            var result = (PtNDArray) IValueUtils.forward(loss, Network.arguments(batch, weights), true)
                    .singletonOrThrow();
            JniUtils.backward(result, upstream, false, false);
            return result.toFloatArray()[0];
        } finally {
            Libtorch.setGradMode(false);
        }
    }
}
