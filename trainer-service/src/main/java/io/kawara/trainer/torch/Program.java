package io.kawara.trainer.torch;

import io.kawara.trainer.graph.ClassCentres;
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
    static Program inference(Graph graph, Precision precision) {
        return plain(graph, Operators.inference(), precision, inputs(graph) + "p: List[Tensor]");
    }

    /** {@code forward(x, share, p)} moves the running statistics of batch normalisation this share of the way to the batch's. */
    static Program statistics(Graph graph, Predicate<String> frozen) {
        var operators = Operators.statistics(frozen, "share");
        return plain(graph, operators, Precision.FLOAT32, inputs(graph) + "share: float,\n    p: List[Tensor]");
    }

    private static Program plain(Graph graph, Operators operators, Precision precision, String parameters) {
        var values = new Values(graph);
        var casts = new Autocast(precision, values);
        var lines = new StringJoiner("\n    ");
        body(graph, whole(graph), values, casts, operators, lines);
        lines.add("return " + casts.exact(graph.output()));
        return program(parameters, lines, graph, values);
    }

    /**
     * {@code forward(x, y, w, t, p)} answers the loss of a batch against targets {@code y}, rows weighing {@code w}; {@code
     * t} are the logits of the teacher, if there is one.
     */
    static Program loss(Graph graph, NetworkSettings settings) {
        return loss(graph, settings, whole(graph));
    }

    /** As {@link #loss(Graph, NetworkSettings)}, with what came out of the parts before as {@code x}. */
    static Program loss(Graph graph, NetworkSettings settings, Cuts.Part part) {
        var values = new Values(graph);
        var casts = new Autocast(settings.precision(), values);
        var lines = new StringJoiner("\n    ");
        body(graph, part, values, casts, Operators.training(settings::isFrozen), lines);
        lines.add("z = " + casts.exact(graph.output()));
        var loss = new LossProgram(settings, lines);
        lines.add("return "
                + (settings.loss() instanceof Loss.Centre
                        ? loss.of(casts.exact(ClassCentres.features(graph)), values.tensor(ClassCentres.NAME))
                        : loss.of(null, null)));
        return program(
                inputs(graph) + "y: Tensor,\n    w: Tensor,\n    t: Tensor,\n    p: List[Tensor]",
                lines,
                graph,
                values);
    }

    static Cuts.Part whole(Graph graph) {
        return new Cuts.Part(
                0, graph.proto().getNodeCount(), graph.inputs().get(0).getName(), graph.output());
    }

    /** Adds a line for each node of a part. */
    static void body(
            Graph graph, Cuts.Part part, Values values, Autocast casts, Operators operators, StringJoiner lines) {
        values.define(part.input(), "x");
        graph.inputs().stream().skip(1).forEach(input -> values.define(input.getName(), "b"));
        int number = 0;
        for (int i = 0; i < part.to(); i++) {
            var node = graph.proto().getNode(i);
            var reader = new Node(node, values, casts);
            if (node.getOpType().equals("Constant")) {
                values.define(node.getOutput(0), reader.tensorAttribute("value"));
                continue;
            }
            var name = "v" + number++;
            if (i >= part.from()) {
                lines.add(name + " = " + operators.expression(reader));
                values.define(node.getOutput(0), name);
            }
            casts.made(node);
        }
    }

    /** The inputs as parameters: {@code x}, and where boxes come with it {@code b}. */
    private static String inputs(Graph graph) {
        return graph.inputs().size() > 1 ? "x: Tensor,\n    b: Tensor,\n    " : "x: Tensor,\n    ";
    }

    static String source(String parameters, StringJoiner lines) {
        return """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              def forward(self: __torch__.Ops,
                %s) -> Tensor:
                %s
            """.formatted(parameters, lines);
    }

    private static Program program(String parameters, StringJoiner lines, Graph graph, Values values) {
        var source = source(parameters, lines);
        return new Program(
                RegionPooling.isIn(graph) ? source + RegionPooling.METHODS : source, values.order(), trained(graph));
    }

    /** All but running statistics, single numbers (an exporter's constants) and what was frozen by name. */
    static Set<String> trained(Graph graph) {
        var trained = new LinkedHashSet<String>();
        graph.weights().forEach((name, weight) -> {
            if (weight.shape().length > 0 && !name.startsWith(GraphBuilder.FROZEN)) {
                trained.add(name);
            }
        });
        trained.removeAll(runningStatistics(graph, weight -> false));
        return trained;
    }

    /** The means and variances that batch normalisation moves, but for those by whose weight it is frozen. */
    static Set<String> runningStatistics(Graph graph, Predicate<String> frozen) {
        var statistics = new LinkedHashSet<String>();
        for (var node : graph.proto().getNodeList()) {
            if (node.getOpType().equals("BatchNormalization") && !frozen.test(node.getInput(1))) {
                statistics.addAll(node.getInputList().subList(3, 5));
            }
        }
        return statistics;
    }
}
