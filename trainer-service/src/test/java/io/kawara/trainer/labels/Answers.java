package io.kawara.trainer.labels;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Vote;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Answers of the pipeline {@code products}, for tests. */
public final class Answers {
    /** One with the rest of the score on a class that is never meant. */
    public static Result of(String id, String label, double score) {
        return of(id, Map.of(label, score, "Other", 1 - score));
    }

    public static Result of(String id, Map<String, Double> scores) {
        return of(id, scores, Ledger.MORNING, vote("products-image", 1, scores));
    }

    public static Result of(String id, Map<String, Double> scores, Instant decidedAt, Vote... votes) {
        List<ScoredLabel> ranking = ranking(scores);
        return new Result(
                id,
                new Submission(0, 0),
                Labels.PRODUCTS,
                Status.COMPLETE,
                ranking.get(0).label(),
                ranking.get(0).score(),
                ranking,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(votes),
                null,
                null,
                decidedAt,
                decidedAt);
    }

    public static Vote vote(String model, int version, Map<String, Double> scores) {
        return new Vote(model, version, Outcome.OK, null, 1, ranking(scores), 1.0);
    }

    private static List<ScoredLabel> ranking(Map<String, Double> scores) {
        return scores.entrySet().stream()
                .map(score -> new ScoredLabel(score.getKey(), score.getValue()))
                .sorted(Comparator.comparingDouble(ScoredLabel::score)
                        .reversed()
                        .thenComparing(ScoredLabel::label))
                .toList();
    }

    private Answers() {}
}
