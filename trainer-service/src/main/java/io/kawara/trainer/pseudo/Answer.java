package io.kawara.trainer.pseudo;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an answer as candidates.
 *
 * <p>Answers hold scores, not logits. The difference of two logits of a softmax is the logarithm of the scores' ratio, whatever the softmax took away; a
 * single logit is lost, and taken as its score's log-odds, which is 0 at a half: so the ceiling of the gap rule binds only below that. Of several labels
 * each competes with its own absence, and both are its log-odds.
 */
final class Answer {
    /** What a score counts at least in a logarithm, as where votes are fused. */
    private static final double FLOOR = 1e-6;

    private static final double DEFAULT_THRESHOLD = 0.5;

    /** The candidates of an answer: one, or one for each character of a page that was read. */
    static List<Candidate> candidates(Result result, String group, Pipeline pipeline) {
        return switch (pipeline.task()) {
            case SINGLE_LABEL -> result.label() == null ? List.of() : List.of(one(result, group));
            case MULTI_LABEL -> result.scores().isEmpty() ? List.of() : List.of(several(result, group, pipeline));
            case PAGES -> characters(result, group);
        };
    }

    /** Who made an answer, each {@code NAME@VERSION}. */
    static List<String> models(Result result) {
        return votes(result).stream()
                .filter(vote -> vote.version() != null)
                .map(vote -> vote.model() + "@" + vote.version())
                .distinct()
                .toList();
    }

    private static List<Vote> votes(Result result) {
        return result.votes().stream()
                .filter(vote -> vote.outcome() == Outcome.OK && vote.weight() > 0)
                .toList();
    }

    private static Candidate one(Result result, String group) {
        double second = result.scores().stream()
                .filter(scored -> !scored.label().equals(result.label()))
                .mapToDouble(ScoredLabel::score)
                .max()
                .orElse(FLOOR);
        return new Candidate(
                result.id(),
                0,
                group,
                List.of(result.label()),
                result.score(),
                gap(result.score(), second),
                logit(second),
                isUnanimous(result));
    }

    /** All votes put the answer first, and their logits together, as in a product of experts, leave nothing to the others. */
    private static boolean isUnanimous(Result result) {
        List<Map<String, Double>> votes = votes(result).stream()
                .map(vote -> byLabel(vote.scores()))
                .filter(scores -> !scores.isEmpty())
                .toList();
        Set<String> labels = new HashSet<>();
        votes.forEach(vote -> labels.addAll(vote.keySet()));
        boolean agreed = !votes.isEmpty()
                && result.missing().isEmpty()
                && votes.stream()
                        .allMatch(vote -> vote.values().stream()
                                .allMatch(score -> score <= vote.getOrDefault(result.label(), 0.0)));
        if (!agreed) {
            return false;
        }
        double sum = 0;
        for (String label : labels) {
            double behind = 0;
            for (var vote : votes) {
                behind += log(vote.getOrDefault(label, 0.0)) - log(vote.get(result.label()));
            }
            sum += Math.exp(behind);
        }
        return (float) (1 / sum) >= 1f;
    }

    private static Candidate several(Result result, String group, Pipeline pipeline) {
        double least = 1;
        double gap = Double.POSITIVE_INFINITY;
        for (var scored : result.scores()) {
            least = Math.min(least, Math.max(scored.score(), 1 - scored.score()));
            gap = Math.min(gap, Math.abs(logit(scored.score())));
        }
        return new Candidate(
                result.id(), 0, group, result.labels(), least, gap, -gap, isUnanimousOnAll(result, pipeline));
    }

    private static boolean isUnanimousOnAll(Result result, Pipeline pipeline) {
        List<Map<String, Double>> votes = votes(result).stream()
                .map(vote -> byLabel(vote.scores()))
                .filter(scores -> !scores.isEmpty())
                .toList();
        if (votes.isEmpty() || !result.missing().isEmpty()) {
            return false;
        }
        for (var scored : result.scores()) {
            String label = scored.label();
            double threshold = pipeline.thresholds().getOrDefault(label, DEFAULT_THRESHOLD);
            boolean answered = result.labels().contains(label);
            boolean agreed = votes.stream().allMatch(vote -> vote.getOrDefault(label, 0.0) >= threshold == answered);
            double together = votes.stream()
                    .mapToDouble(vote -> logit(vote.getOrDefault(label, 0.0)))
                    .sum();
            if (!agreed || (float) (1 / (1 + Math.exp(-Math.abs(together)))) < 1f) {
                return false;
            }
        }
        return true;
    }

    private static List<Candidate> characters(Result result, String group) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < result.characters().size(); i++) {
            CharacterBox character = result.characters().get(i);
            if (!character.code().isEmpty()) {
                double second = character.alternatives().isEmpty()
                        ? 1 - character.score()
                        : character.alternatives().get(0).score();
                boolean certain =
                        (float) character.score() >= 1f && result.missing().isEmpty();
                candidates.add(new Candidate(
                        result.id(),
                        i,
                        group,
                        List.of(character.code()),
                        character.score(),
                        gap(character.score(), second),
                        logit(second),
                        certain));
            }
        }
        return candidates;
    }

    private static Map<String, Double> byLabel(List<ScoredLabel> scores) {
        Map<String, Double> by = new HashMap<>();
        scores.forEach(scored -> by.putIfAbsent(scored.label(), scored.score()));
        return by;
    }

    private static double gap(double first, double second) {
        return log(first) - log(second);
    }

    private static double log(double score) {
        return Math.log(Math.max(score, FLOOR));
    }

    private static double logit(double score) {
        return Math.log(Math.max(score, FLOOR)) - Math.log(Math.max(1 - score, FLOOR));
    }

    private Answer() {}
}
