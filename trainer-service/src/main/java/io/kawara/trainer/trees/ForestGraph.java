package io.kawara.trainer.trees;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes trained trees as one ONNX graph: {@code rows} {@code [N, columns]} to {@code logits} {@code [N, 1]}, the logit of the mean of the forests'
 * probabilities.
 *
 * <p>Rows are compared, and leaves summed up, as float64: LightGBM's thresholds are of that kind, and so XGBoost's and both libraries' own answers come
 * out within 1e-6.
 */
final class ForestGraph {
    /** So that the logarithm of a probability that rounds to nothing is a number. */
    private static final double LEAST = 1e-37;

    private static final long FLOAT32 = 1;
    private static final long FLOAT64 = 11;

    static Graph of(String name, int columns, List<Forest> forests) {
        var graph = new GraphBuilder(name, 0);
        String rows = graph.op("Cast", List.of(graph.rows(columns)), "to", FLOAT64);
        var right = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        for (Forest forest : forests) {
            // ONNX Runtime's sigmoid of float32 is 0 from -18 on.
            String margin = graph.op("Cast", List.of(ensemble(graph, rows, forest)), "to", FLOAT64);
            right.add(graph.op("Sigmoid", List.of(margin)));
            // Not one less the other, which would leave nothing of what is all but certain.
            wrong.add(graph.op("Sigmoid", List.of(graph.op("Neg", List.of(margin)))));
        }
        String logits = graph.op("Sub", List.of(logarithm(graph, right), logarithm(graph, wrong)));
        return graph.build(graph.op("Cast", List.of(logits), "to", FLOAT32), 1);
    }

    /** Of the sum: what makes it a mean is the same of both sums, so their ratio needs it not. */
    private static String logarithm(GraphBuilder graph, List<String> probabilities) {
        String sum = probabilities.stream()
                .reduce((one, other) -> graph.op("Add", List.of(one, other)))
                .orElseThrow();
        String least = graph.op("Cast", List.of(graph.constant((float) LEAST)), "to", FLOAT64);
        return graph.op("Log", List.of(graph.op("Max", List.of(sum, least))));
    }

    private static String ensemble(GraphBuilder graph, String rows, Forest forest) {
        var nodes = new Nodes(forest.comparison() == Tree.Comparison.AT_MOST ? "BRANCH_LEQ" : "BRANCH_LT");
        for (int tree = 0; tree < forest.trees().size(); tree++) {
            nodes.add(tree, forest.trees().get(tree));
        }
        int leaves = nodes.weights.size();
        return graph.learntOp(
                "TreeEnsembleRegressor",
                List.of(rows),
                "n_targets",
                1L,
                "aggregate_function",
                "SUM",
                "nodes_treeids",
                longs(nodes.trees),
                "nodes_nodeids",
                longs(nodes.ids),
                "nodes_featureids",
                longs(nodes.columns),
                "nodes_values_as_tensor",
                doubles(nodes.values),
                "nodes_modes",
                nodes.modes,
                "nodes_truenodeids",
                longs(nodes.left),
                "nodes_falsenodeids",
                longs(nodes.right),
                "nodes_missing_value_tracks_true",
                longs(nodes.missingLeft),
                "target_treeids",
                longs(nodes.leafTrees),
                "target_nodeids",
                longs(nodes.leafIds),
                "target_ids",
                longs(Collections.nCopies(leaves, 0)),
                "target_weights_as_tensor",
                doubles(nodes.weights));
    }

    private static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The nodes of all trees in one list, a leaf behind the nodes of its tree. */
    private static final class Nodes {
        private final String branch;
        private final List<Integer> trees = new ArrayList<>();
        private final List<Integer> ids = new ArrayList<>();
        private final List<Integer> columns = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private final List<String> modes = new ArrayList<>();
        private final List<Integer> left = new ArrayList<>();
        private final List<Integer> right = new ArrayList<>();
        private final List<Integer> missingLeft = new ArrayList<>();
        private final List<Integer> leafTrees = new ArrayList<>();
        private final List<Integer> leafIds = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();

        Nodes(String branch) {
            this.branch = branch;
        }

        void add(int number, Tree tree) {
            int inner = tree.columns().length;
            for (int i = 0; i < inner; i++) {
                add(
                        number,
                        i,
                        branch,
                        tree.columns()[i],
                        tree.thresholds()[i],
                        id(tree.left()[i], inner),
                        id(tree.right()[i], inner),
                        tree.missingLeft()[i]);
            }
            for (int i = 0; i < tree.leaves().length; i++) {
                add(number, inner + i, "LEAF", 0, 0, 0, 0, false);
                leafTrees.add(number);
                leafIds.add(inner + i);
                weights.add(tree.leaves()[i]);
            }
        }

        private static int id(int child, int inner) {
            return child < 0 ? inner + ~child : child;
        }

        private void add(
                int tree, int id, String mode, int column, double value, int onTrue, int onFalse, boolean missingTrue) {
            trees.add(tree);
            ids.add(id);
            modes.add(mode);
            columns.add(column);
            values.add(value);
            left.add(onTrue);
            right.add(onFalse);
            missingLeft.add(missingTrue ? 1 : 0);
        }
    }

    private ForestGraph() {}
}
