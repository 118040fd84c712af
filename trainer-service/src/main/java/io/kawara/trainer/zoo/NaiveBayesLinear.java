package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import io.kawara.trainer.graph.Weight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Naive Bayes and logistic regression in one (Wang and Manning, Baselines and Bigrams, 2012): what a class sums of each distinct n-gram is a
 * trained weight times the logarithm of how much likelier the n-gram is in the class than outside it. Few texts are enough, since the regression only
 * corrects what was counted.
 *
 * <p>Each class stands against all others, so train it with {@code loss: {kind: binary-cross-entropy}}, for one label as for several. Option: {@code
 * smoothing} (1), added to each count.
 */
final class NaiveBayesLinear implements Architecture {
    /** Log-count ratios, {@code [vocabulary, classes]}, not trained. */
    static final String RATIOS = GraphBuilder.FROZEN + "ratios";

    private final double smoothing;

    NaiveBayesLinear(Map<String, Object> options) {
        smoothing = new Options("nb-linear", options, Set.of("smoothing")).positive("smoothing", 1);
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var vocabulary = Architecture.tokens(input).vocabulary();
        var graph = new GraphBuilder("nb-linear", seed);
        var layers = new Layers(graph);
        var tokens = graph.tokens();
        var ratios = graph.weight(RATIOS, new float[Weight.size(vocabulary, classes)], vocabulary, classes);
        var table = graph.weight("linear.weight", new float[Weight.size(vocabulary, classes)], vocabulary, classes);
        var evidence = layers.multiply(
                graph.op("Gather", List.of(ratios, tokens), "axis", 0L),
                graph.op("Gather", List.of(table, tokens), "axis", 0L));
        var sum = layers.sum(evidence, 1, false);
        return graph.build(layers.add(sum, graph.weight("linear.bias", new float[classes], classes)), classes);
    }

    @Override
    public Graph informed(Graph graph, Supplier<Corpus> texts) {
        var shape = graph.weights().get(RATIOS).shape();
        return graph.withWeights(
                Map.of(RATIOS, ratios(texts.get(), Math.toIntExact(shape[0]), Math.toIntExact(shape[1]))));
    }

    /** {@code log((inside / |inside|) / (outside / |outside|))} of smoothed counts; 0 for padding and for n-grams that no text has. */
    private float[] ratios(Corpus texts, int vocabulary, int classes) {
        var inside = new double[vocabulary * classes];
        var all = new double[vocabulary];
        for (int row = 0; row < texts.tokens().size(); row++) {
            for (long id : texts.tokens().get(row)) {
                int token = Math.toIntExact(id);
                all[token]++;
                for (int c = 0; c < classes; c++) {
                    inside[token * classes + c] += texts.targets()[row][c];
                }
            }
        }
        var ratios = new float[vocabulary * classes];
        for (int c = 0; c < classes; c++) {
            double sumInside = 0;
            double sumOutside = 0;
            for (int token = 1; token < vocabulary; token++) {
                sumInside += all[token] == 0 ? 0 : inside[token * classes + c] + smoothing;
                sumOutside += all[token] == 0 ? 0 : all[token] - inside[token * classes + c] + smoothing;
            }
            for (int token = 1; token < vocabulary; token++) {
                int at = token * classes + c;
                if (all[token] > 0) {
                    ratios[at] = (float) (Math.log((inside[at] + smoothing) / sumInside)
                            - Math.log((all[token] - inside[at] + smoothing) / sumOutside));
                }
            }
        }
        return ratios;
    }
}
