package io.kawara.trainer.torch;

import static io.kawara.trainer.torch.Operators.call;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;

/**
 * An ONNX graph as TorchScript source, one line a node.
 *
 * @param weights the graph's 32-bit float initialisers in the order in which the program takes them as {@code p}
 * @param trained those of them that gradients flow to
 */
record Program(String source, List<String> weights, Set<String> trained) {

    /** {@code forward(x, p)} answers the graph's output as it is in serving. */
    static Program inference(Graph graph) {
        return exact(graph, Operators.inference(), "x: Tensor,\n    p: List[Tensor]");
    }

    /** {@code forward(x, share, p)} moves the running statistics of batch normalisation this share of the way to the batch's. */
    static Program statistics(Graph graph, Predicate<String> frozen) {
        var operators = Operators.statistics(frozen, "share");
        return exact(graph, operators, "x: Tensor,\n    share: float,\n    p: List[Tensor]");
    }

    private static Program exact(Graph graph, Operators operators, String parameters) {
        var values = new Values(graph);
        var casts = new Autocast(Precision.FLOAT32, values);
        var lines = new StringJoiner("\n    ");
        body(graph, values, casts, operators, "x", lines);
        lines.add("return " + values.tensor(graph.output()));
        return program(parameters, lines, graph, values);
    }

    /**
     * {@code forward(x, y, share, p)} answers the mean loss of a batch against targets {@code y}.
     *
     * <p>{@code share} below 1 mixes each example with the one as far from the other end (Zhang et al. 2017), pixels and
     * targets alike; the batch being shuffled, that is a partner by chance.
     */
    static Program loss(Graph graph, NetworkSettings settings, boolean mixing) {
        var values = new Values(graph);
        var casts = new Autocast(settings.precision(), values);
        var lines = new StringJoiner("\n    ");
        var x = "x";
        var y = "y";
        if (mixing) {
            lines.add("x0 = torch.to(x, 6)");
            lines.add("x1 = " + mixed("x0"));
            lines.add("y1 = " + mixed("y"));
            x = "x1";
            y = "y1";
        }
        body(graph, values, casts, Operators.training(settings::isFrozen), x, lines);
        lines.add("z = " + casts.exact(graph.output()));
        lines.add("return " + loss(settings.loss(), y, lines));
        return program("x: Tensor,\n    y: Tensor,\n    share: Tensor,\n    p: List[Tensor]", lines, graph, values);
    }

    private static String loss(Loss loss, String y, StringJoiner lines) {
        if (loss instanceof Loss.CrossEntropy entropy) {
            if (entropy.smoothing() > 0) {
                var off = call(
                        "div",
                        call("mul", call("rsub", y, "1."), Values.literal(entropy.smoothing())),
                        "torch.size(y, 1) - 1");
                lines.add("y2 = " + call("add", call("mul", y, Values.literal(1 - entropy.smoothing())), off));
                y = "y2";
            }
            return call("neg", call("mean", call("sum", call("mul", y, call("log_softmax", "z", "1")), "[1]")));
        }
        return call("binary_cross_entropy_with_logits", "z", y);
    }

    private static String mixed(String name) {
        return call(
                "add", call("mul", name, "share"), call("mul", call("flip", name, "[0]"), call("rsub", "share", "1.")));
    }

    private static void body(
            Graph graph, Values values, Autocast casts, Operators operators, String x, StringJoiner lines) {
        values.define(graph.input().getName(), x);
        int number = 0;
        for (var node : graph.proto().getNodeList()) {
            var reader = new Node(node, values, casts);
            if (node.getOpType().equals("Constant")) {
                values.define(node.getOutput(0), reader.tensorAttribute("value"));
                continue;
            }
            var name = "v" + number++;
            lines.add(name + " = " + operators.expression(reader));
            values.define(node.getOutput(0), name);
            casts.made(node);
        }
    }

    private static Program program(String parameters, StringJoiner lines, Graph graph, Values values) {
        var source = """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              def forward(self: __torch__.Ops,
                %s) -> Tensor:
                %s
            """.formatted(parameters, lines);
        return new Program(source, values.order(), trained(graph));
    }

    /** All but running statistics, single numbers (an exporter's constants) and what was frozen by name. */
    private static Set<String> trained(Graph graph) {
        var trained = new LinkedHashSet<String>();
        graph.weights().forEach((name, weight) -> {
            if (weight.shape().length > 0 && !name.startsWith(GraphBuilder.FROZEN)) {
                trained.add(name);
            }
        });
        for (var node : graph.proto().getNodeList()) {
            if (node.getOpType().equals("BatchNormalization")) {
                trained.remove(node.getInput(3));
                trained.remove(node.getInput(4));
            }
        }
        return trained;
    }
}
