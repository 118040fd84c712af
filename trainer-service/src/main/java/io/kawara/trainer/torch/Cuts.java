package io.kawara.trainer.torch;

import io.kawara.trainer.graph.ClassCentres;
import io.kawara.trainer.graph.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** Where a graph may be cut in two: between nodes where one value, and no other, is computed before and needed after. */
final class Cuts {
    private Cuts() {}

    /**
     * A part of a graph.
     *
     * @param from its first node's number, and {@code to} that after its last
     * @param input the value that it takes from the part before it, or the graph's input
     * @param output the value that the next part takes, or the graph's output
     */
    record Part(int from, int to, String input, String output) {}

    /**
     * Parts of about equal size, at most so many.
     *
     * @param bytes of each node's output
     */
    static List<Part> parts(Graph graph, Loss loss, int most, double[] bytes) {
        var nodes = graph.proto().getNodeList();
        var places = places(graph, loss);
        if (places.isEmpty() && most > 1) {
            throw new IllegalArgumentException(
                    "this graph cannot be recomputed in segments: there is no place at which a single value goes on");
        }
        var before = new double[nodes.size() + 1];
        for (int i = 0; i < nodes.size(); i++) {
            before[i + 1] = before[i] + bytes[i];
        }
        var chosen = new TreeSet<Integer>();
        for (int i = 1; i < most; i++) {
            var wanted = before[nodes.size()] * i / most;
            places.stream()
                    .min((a, b) -> Double.compare(Math.abs(before[a] - wanted), Math.abs(before[b] - wanted)))
                    .ifPresent(chosen::add);
        }
        var parts = new ArrayList<Part>();
        var from = 0;
        var input = graph.input().getName();
        for (var to : chosen) {
            var output = nodes.get(to - 1).getOutput(0);
            parts.add(new Part(from, to, input, output));
            from = to;
            input = output;
        }
        parts.add(new Part(from, nodes.size(), input, graph.output()));
        return parts;
    }

    /** The numbers of the nodes before which a graph may be cut. */
    private static List<Integer> places(Graph graph, Loss loss) {
        var nodes = graph.proto().getNodeList();
        var lastUse = new HashMap<String, Integer>();
        for (int i = 0; i < nodes.size(); i++) {
            for (var operand : nodes.get(i).getInputList()) {
                lastUse.put(operand, i);
            }
        }
        lastUse.put(graph.output(), nodes.size());
        if (loss instanceof Loss.Centre) {
            lastUse.put(ClassCentres.features(graph), nodes.size());
        }
        var live = new HashSet<String>();
        live.add(graph.input().getName());
        var places = new ArrayList<Integer>();
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var end = i;
            if (!node.getOpType().equals("Constant")) {
                live.add(node.getOutput(0));
            }
            live.removeIf(value -> lastUse.getOrDefault(value, -1) <= end);
            if (i + 1 < nodes.size() && live.size() == 1 && live.contains(node.getOutput(0))) {
                places.add(i + 1);
            }
        }
        return places;
    }
}
