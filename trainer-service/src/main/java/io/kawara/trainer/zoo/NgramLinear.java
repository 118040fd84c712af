package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import io.kawara.trainer.graph.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * TF-IDF and logistic regression as a graph: each distinct n-gram of a row weighs by how rare it is, the row's weights
 * are brought to length 1, and each class sums its share of every n-gram. A row of padding gets the bias alone.
 *
 * <p>How rare n-grams are is counted in the training texts; without that all weigh the same. The
 * regression starts at zero, being convex.
 */
final class NgramLinear implements Architecture {
    /** One weight an id, not trained. */
    static final String IDF = GraphBuilder.FROZEN + "idf";

    NgramLinear(Map<String, Object> options) {
        new Options("ngram-linear", options, Set.of());
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var vocabulary = Architecture.tokens(input).vocabulary();
        var graph = new GraphBuilder("ngram-linear", seed);
        var layers = new Layers(graph);
        var tokens = graph.tokens();
        var rarity = new float[vocabulary];
        Arrays.fill(rarity, 1, vocabulary, 1f);
        var weights = graph.op("Gather", List.of(graph.weight(IDF, rarity, vocabulary), tokens), "axis", 0L);
        var squares = layers.sum(layers.multiply(weights, weights), 1, true);
        var length = graph.op("Sqrt", List.of(layers.add(squares, graph.constant(1e-12f))));
        var unit = layers.unsqueeze(layers.divide(weights, length), 1);
        var table = graph.weight("linear.weight", new float[Weight.size(vocabulary, classes)], vocabulary, classes);
        var shares = graph.op("Gather", List.of(table, tokens), "axis", 0L);
        var sum = layers.squeeze(layers.matmul(unit, shares), 1);
        return graph.build(layers.add(sum, graph.weight("linear.bias", new float[classes], classes)), classes);
    }

    @Override
    public Graph informed(Graph graph, Supplier<Corpus> texts) {
        var rarity = new InverseDocumentFrequency(
                Math.toIntExact(graph.weights().get(IDF).shape()[0]));
        texts.get().tokens().forEach(rarity::add);
        return rarity.into(graph);
    }
}
