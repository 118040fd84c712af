package io.kawara.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Input;
import java.util.ArrayList;

/** Running statistics of batch normalisation for averaged weights: the mean of those came from other activations. */
public final class BatchStatistics implements AutoCloseable {
    private final PtNDManager manager;
    private final Staging staging = new Staging();
    private final PtNDArray[] weights;
    private final PtSymbolBlock program;

    /** @param settings which say what is frozen: that keeps its statistics */
    public BatchStatistics(Graph graph, NetworkSettings settings, Average average) {
        manager = Libtorch.manager();
        weights = average.arrays().values().toArray(PtNDArray[]::new);
        program = Libtorch.compile(
                manager, Program.statistics(graph, settings::isFrozen).source());
    }

    /** Whether a graph normalises by batches at all. */
    public static boolean isIn(Graph graph) {
        return graph.proto().getNodeList().stream()
                .anyMatch(node -> node.getOpType().equals("BatchNormalization"));
    }

    /** Moves the average's running statistics this share of the way to a batch's: 1/n with the n-th makes them the mean. */
    public void follow(Input input, double share) {
        Libtorch.setGradMode(false);
        var arguments = new ArrayList<IValue>();
        try (var scope = (PtNDManager) manager.newSubManager()) {
            staging.arrays(scope, input).forEach(array -> arguments.add(IValue.from(array)));
            arguments.add(IValue.from(share));
            arguments.add(IValue.listFrom(weights));
            IValueUtils.runMethod(program, "forward", arguments.toArray(IValue[]::new))
                    .close();
        } finally {
            arguments.forEach(IValue::close);
        }
    }

    @Override
    public void close() {
        program.close();
        manager.close();
    }
}
