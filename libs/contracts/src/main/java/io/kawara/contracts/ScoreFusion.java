package io.kawara.contracts;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Makes one ranking of several models' rankings, after Kittler et al., On Combining Classifiers (1998).
 *
 * <p>It lies here because two must agree on it to the last digit: fusion-service, which answers, and trainer-service, which chooses the weights.
 * So it sums in the order of the pipeline's members, and takes {@link StrictMath}, which is the same on every machine.
 *
 * <p>Weights are renormalised over the members that voted. A label that a member does not know has its score 0 (mean) or the floor (log-mean).
 */
public final class ScoreFusion {
    /** What a score counts at least in a logarithm, so that one member alone cannot forbid a label. */
    static final double FLOOR = 1e-6;

    private static final double DEFAULT_THRESHOLD = 0.5;

    /** Best first; equal scores by label, so that the same votes always give the same answer. */
    private static final Comparator<ScoredLabel> RANK =
            Comparator.comparingDouble(ScoredLabel::score).reversed().thenComparing(ScoredLabel::label);

    /**
     * Ranks every label that any member knows, best first.
     *
     * @param scores by model, of those members that voted; models that are no members do not count
     * @return empty where no member voted
     */
    public static List<ScoredLabel> fuse(Pipeline pipeline, Map<String, List<ScoredLabel>> scores) {
        List<Ballot> ballots = pipeline.members().stream()
                .filter(member -> scores.containsKey(member.model()))
                .map(member -> Ballot.of(member.weight(), scores.get(member.model())))
                .toList();
        Set<String> labels = new TreeSet<>();
        ballots.forEach(ballot -> labels.addAll(ballot.scores().keySet()));
        Map<String, Double> fused = switch (pipeline.combination()) {
            case MEAN -> each(labels, label -> mean(ballots, label));
            case LOG_MEAN ->
                switch (pipeline.task()) {
                    case SINGLE_LABEL -> shares(each(labels, label -> logMean(ballots, label)));
                    case MULTI_LABEL -> each(labels, label -> yesAgainstNo(ballots, label));
                    case PAGES -> throw new IllegalArgumentException("a page has characters, not labels");
                };
        };
        return fused.entrySet().stream()
                .map(e -> new ScoredLabel(e.getKey(), Math.min(1, e.getValue())))
                .sorted(RANK)
                .toList();
    }

    /**
     * The labels that reach the pipeline's thresholds, in the order given. Where they are fewer or more than the pipeline expects, those nearest
     * their thresholds come in, or go.
     */
    public static List<String> labels(Pipeline pipeline, List<ScoredLabel> fused) {
        List<ScoredLabel> surest = fused.stream()
                .sorted(Comparator.comparingDouble((ScoredLabel s) -> margin(pipeline, s))
                        .reversed())
                .toList();
        int passing =
                (int) surest.stream().filter(s -> margin(pipeline, s) >= 0).count();
        int count = pipeline.expectedCount() == null
                ? passing
                : pipeline.expectedCount().nearest(passing);
        Set<ScoredLabel> chosen = Set.copyOf(surest.subList(0, Math.min(count, surest.size())));
        return fused.stream().filter(chosen::contains).map(ScoredLabel::label).toList();
    }

    /** How far above its threshold a label is. */
    private static double margin(Pipeline pipeline, ScoredLabel scored) {
        return scored.score() - pipeline.thresholds().getOrDefault(scored.label(), DEFAULT_THRESHOLD);
    }

    private static double mean(List<Ballot> ballots, String label) {
        return weigh(ballots, ballot -> ballot.score(label));
    }

    private static double logMean(List<Ballot> ballots, String label) {
        return weigh(ballots, ballot -> log(ballot.score(label)));
    }

    /** A label of a multi-label task competes with its own absence only. */
    private static double yesAgainstNo(List<Ballot> ballots, String label) {
        double yes = StrictMath.exp(logMean(ballots, label));
        double no = StrictMath.exp(weigh(ballots, ballot -> log(1 - ballot.score(label))));
        return yes / (yes + no);
    }

    private static double weigh(List<Ballot> ballots, ToDoubleFunction<Ballot> value) {
        double sum = 0;
        double weights = 0;
        for (Ballot ballot : ballots) {
            sum += ballot.weight() * value.applyAsDouble(ballot);
            weights += ballot.weight();
        }
        return sum / weights;
    }

    private static double log(double score) {
        return StrictMath.log(Math.max(score, FLOOR));
    }

    private static Map<String, Double> each(Set<String> labels, ToDoubleFunction<String> score) {
        Map<String, Double> scores = new LinkedHashMap<>();
        labels.forEach(label -> scores.put(label, score.applyAsDouble(label)));
        return scores;
    }

    /** Softmax: from logarithms to shares of 1. */
    private static Map<String, Double> shares(Map<String, Double> logarithms) {
        double sum = 0;
        for (double logarithm : logarithms.values()) {
            sum += StrictMath.exp(logarithm);
        }
        double whole = sum;
        return each(logarithms.keySet(), label -> StrictMath.exp(logarithms.get(label)) / whole);
    }

    private record Ballot(double weight, Map<String, Double> scores) {
        static Ballot of(double weight, List<ScoredLabel> ranking) {
            Map<String, Double> scores = new LinkedHashMap<>();
            ranking.forEach(s -> scores.putIfAbsent(s.label(), s.score()));
            return new Ballot(weight, scores);
        }

        double score(String label) {
            return scores.getOrDefault(label, 0.0);
        }
    }

    private ScoreFusion() {}
}
