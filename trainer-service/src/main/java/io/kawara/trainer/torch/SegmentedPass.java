package io.kawara.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.kawara.trainer.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Forward in segments, of which only the last keeps its values for the way back; the others are computed again when the
 * gradients reach them (Chen et al. 2016): less memory for more time.
 *
 * <p>Where to cut is decided with the first batch, by the bytes that each value of its first row takes. Computed again, a
 * segment drops out what it dropped out before and leaves running statistics alone.
 */
final class SegmentedPass implements Pass {
    private final Graph graph;
    private final NetworkSettings settings;
    private final PtNDManager manager;
    private final List<PtSymbolBlock> forward = new ArrayList<>();
    private final List<PtSymbolBlock> again = new ArrayList<>();
    /** The parts before it are frozen as a whole: gradients end there. */
    private int firstLearning;

    SegmentedPass(Graph graph, NetworkSettings settings, PtNDManager manager) {
        this.graph = graph;
        this.settings = settings;
        this.manager = manager;
    }

    private void compile(PtNDArray x, Map<String, PtNDArray> weights) {
        var sizes = SegmentProgram.sizes(graph, settings.precision());
        try (var program = Libtorch.compile(manager, sizes);
                var bytes = (PtNDArray) IValueUtils.forward(program, Network.arguments(List.of(x), weights), false)
                        .singletonOrThrow()) {
            var numbers = new double[graph.proto().getNodeCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = bytes.getLong(i);
            }
            var parts = Cuts.parts(graph, settings.loss(), settings.segments(), numbers);
            while (firstLearning < parts.size() - 1 && !learns(parts.get(firstLearning))) {
                firstLearning++;
            }
            for (var part : parts.subList(0, parts.size() - 1)) {
                forward.add(Libtorch.compile(manager, SegmentProgram.of(graph, settings, part, false)));
                again.add(Libtorch.compile(manager, SegmentProgram.of(graph, settings, part, true)));
            }
            forward.add(Libtorch.compile(manager, SegmentProgram.last(graph, settings, parts.get(parts.size() - 1))));
        }
    }

    private boolean learns(Cuts.Part part) {
        var trained = Program.trained(graph);
        return graph.proto().getNodeList().subList(part.from(), part.to()).stream()
                .flatMap(node -> node.getInputList().stream())
                .anyMatch(operand -> trained.contains(operand) && !settings.isFrozen(operand));
    }

    @Override
    public double gradients(
            PtNDManager scope, List<PtNDArray> batch, Map<String, PtNDArray> weights, long seed, PtNDArray upstream) {
        Libtorch.setGradMode(false);
        if (forward.isEmpty()) {
            compile(batch.get(0), weights);
        }
        var values = new ArrayList<PtNDArray>();
        values.add(batch.get(0));
        for (int i = 0; i < again.size(); i++) {
            JniUtils.setSeed(seed + i);
            values.add(run(forward.get(i), List.of(values.get(i)), weights, scope));
        }
        Libtorch.setGradMode(true);
        try {
            var into = new ArrayList<>(batch);
            into.set(0, values.get(again.size()));
            into.get(0).setRequiresGradient(!again.isEmpty());
            JniUtils.setSeed(seed + again.size());
            var loss = run(forward.get(again.size()), into, weights, scope);
            JniUtils.backward(loss, upstream, false, false);
            back(values, weights, seed, scope);
            return loss.toFloatArray()[0];
        } finally {
            Libtorch.setGradMode(false);
        }
    }

    private void back(List<PtNDArray> values, Map<String, PtNDArray> weights, long seed, PtNDManager scope) {
        for (int i = again.size() - 1; i >= firstLearning; i--) {
            try (var output = values.get(i + 1);
                    var gradient = output.getGradient()) {
                values.get(i).setRequiresGradient(i > firstLearning);
                JniUtils.setSeed(seed + i);
                try (var recomputed = run(again.get(i), List.of(values.get(i)), weights, scope)) {
                    JniUtils.backward(recomputed, gradient, false, false);
                }
            }
        }
    }

    private static PtNDArray run(
            PtSymbolBlock program, List<PtNDArray> first, Map<String, PtNDArray> weights, PtNDManager scope) {
        var out = (PtNDArray) IValueUtils.forward(program, Network.arguments(first, weights), true)
                .singletonOrThrow();
        out.attach(scope);
        return out;
    }
}
