package io.kawara.reading;

import io.kawara.contracts.Candidates;
import io.kawara.serving.ModelCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.PriorityQueue;

/** What becomes of a box's scores of thousands of classes: the best of them travel, and what the others have on average. Immutable. */
final class Distribution {
    /** What a probability counts at least, so that it has a logarithm: less than {@link Candidates} can say. */
    private static final double LEAST = 1e-15;

    private final List<String> codes;

    Distribution(ModelCard card) {
        codes = card.labels();
    }

    /** One box's candidates, best first, equal ones in the card's order. */
    Candidates.Box of(double[] scores) {
        var logarithms = new LinkedHashMap<String, Double>();
        double others = 0;
        for (double score : scores) {
            others += score;
        }
        for (int label : best(scores)) {
            logarithms.put(codes.get(label), logarithm(scores[label]));
            others -= scores[label];
        }
        int left = scores.length - logarithms.size();
        return new Candidates.Box(logarithms, logarithm(left == 0 ? 0 : others / left));
    }

    private static double logarithm(double score) {
        return Math.log(Math.max(LEAST, score));
    }

    private static List<Integer> best(double[] scores) {
        var bestFirst =
                Comparator.<Integer>comparingDouble(label -> -scores[label]).thenComparingInt(label -> label);
        var best = new PriorityQueue<>(bestFirst.reversed()); // the worst of them comes out first
        for (int label = 0; label < scores.length; label++) {
            if (best.size() < Candidates.MOST) {
                best.add(label);
            } else if (scores[label] > scores[best.peek()]) {
                best.poll();
                best.add(label);
            }
        }
        var ordered = new ArrayList<>(best);
        ordered.sort(bestFirst);
        return ordered;
    }
}
