package io.kawara.trainer.torch;

import static io.kawara.trainer.torch.Operators.call;

import io.kawara.trainer.graph.Graph;
import java.util.StringJoiner;

/** Parts of a graph as TorchScript. */
final class SegmentProgram {
    private static final String PARAMETERS = "x: Tensor,\n    p: List[Tensor]";

    private SegmentProgram() {}

    /**
     * {@code forward(x, p)} answers a part's output.
     *
     * @param again whether running statistics have seen this batch already
     */
    static String of(Graph graph, NetworkSettings settings, Cuts.Part part, boolean again) {
        var values = new Values(graph);
        var casts = new Autocast(settings.precision(), values);
        var lines = new StringJoiner("\n    ");
        var operators = again ? Operators.recomputing(settings::isFrozen) : Operators.training(settings::isFrozen);
        Program.body(graph, part, values, casts, operators, lines);
        lines.add("return " + values.tensor(part.output()));
        return Program.source(PARAMETERS, lines);
    }

    /** {@code forward(x, y, w, t, p)} answers the loss by the last part. */
    static String last(Graph graph, NetworkSettings settings, Cuts.Part part) {
        return Program.loss(graph, settings, part).source();
    }

    /** {@code forward(x, p)} answers how many bytes each node's output takes for the first row of {@code x}. */
    static String sizes(Graph graph, Precision precision) {
        var values = new Values(graph);
        var casts = new Autocast(precision, values);
        var lines = new StringJoiner("\n    ");
        lines.add("x = torch.slice(x, 0, 0, 1)");
        Program.body(graph, Program.whole(graph), values, casts, Operators.inference(), lines);
        var sizes = new StringJoiner(", ", "[", "]");
        for (var node : graph.proto().getNodeList()) {
            sizes.add(
                    node.getOpType().equals("Constant")
                            ? "torch.full([], 0)"
                            : call(
                                    "full",
                                    "[]",
                                    call(
                                            "mul",
                                            call("numel", values.tensor(node.getOutput(0))),
                                            casts.isHalf(node.getOutput(0)) ? "2" : "4")));
        }
        return Program.source(PARAMETERS, lines.add("return " + call("stack", sizes.toString())));
    }
}
