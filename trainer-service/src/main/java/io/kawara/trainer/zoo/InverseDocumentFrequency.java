package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import java.util.Arrays;
import java.util.Map;

/** Counts in how many texts each token stands, and weighs by it: {@code ln((1 + texts) / (1 + count)) + 1}. */
public final class InverseDocumentFrequency {
    private final int[] counts;
    private int texts;

    /** Counts ids below the size of the vocabulary. */
    public InverseDocumentFrequency(int vocabulary) {
        counts = new int[vocabulary];
    }

    /** Counts a text by its tokens; one that stands there twice counts once, padding never. */
    public void add(long[] tokens) {
        texts++;
        Arrays.stream(tokens).distinct().filter(id -> id != 0).forEach(id -> counts[Math.toIntExact(id)]++);
    }

    /** Weights by id; 0 for padding. */
    public float[] weights() {
        var weights = new float[counts.length];
        for (int id = 1; id < counts.length; id++) {
            weights[id] = (float) (Math.log((1.0 + texts) / (1 + counts[id])) + 1);
        }
        return weights;
    }

    /** An {@code ngram-linear} graph with these weights in it. */
    public Graph into(Graph graph) {
        return graph.withWeights(Map.of(NgramLinear.IDF, weights()));
    }
}
