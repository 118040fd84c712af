package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FusionSearchTest {
    private static final int ROWS = 400;

    private final DataSet data = DataSet.of(
            "coins",
            IntStream.range(0, ROWS)
                    .mapToObj(i -> new Row(
                            "%03d".formatted(i),
                            Path.of("none"),
                            i % 2 == 0 ? "head" : "tail",
                            Map.of(),
                            List.of(),
                            "" + i))
                    .toList());

    @Test
    void givesAMemberLittleThatIsSureOfItselfWithoutReason() {
        var good = votes("good", 1.3, 1, 1);
        var chosen = search(good, votes("loud", 0.1, 20, 2)).best(Combination.values());

        assertThat(chosen.members().get(0).weight())
                .isGreaterThan(3 * chosen.members().get(1).weight());
        assertThat(chosen.members().stream().mapToDouble(Member::weight).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void isNeverWorseThanTheBestMemberOnTheRowsItChoosesBy() {
        for (int seed = 0; seed < 5; seed++) {
            var good = votes("good", 0.9, 1, seed);
            var poor = votes("poor", 0.1, 3, seed + 100);
            var chosen = search(good, poor).best(Combination.values());
            var measured = Measurement.of(chosen, List.of(good, poor), data);

            assertThat(measured.get(2).accuracy())
                    .isGreaterThanOrEqualTo(measured.get(0).accuracy());
        }
    }

    @Test
    void twoMembersThatSeeDifferentThingsAreBetterThanEither() {
        var one = votes("one", 0.85, 1, 1);
        var other = votes("other", 0.85, 1, 2);
        var chosen = search(one, other).best(Combination.values());
        var measured = Measurement.of(chosen, List.of(one, other), data);

        assertThat(measured.get(2).accuracy()).isGreaterThan(measured.get(0).accuracy() + 0.02);
        assertThat(measured.get(2).logLoss()).isLessThan(measured.get(0).logLoss());
    }

    @Test
    void countsARowWithoutAnAnswerAsWrong() {
        List<List<ScoredLabel>> rankings =
                new ArrayList<>(votes("good", 9, 1, 1).rankings());
        rankings.set(0, List.of());

        var measured = Measurement.of("good", rankings, data);
        assertThat(measured.absent()).isEqualTo(1);
        assertThat(measured.accuracy()).isEqualTo((ROWS - 1.0) / ROWS);
    }

    @Test
    void ofThreeMembersTheOneThatClaimsTooMuchWeighsLeastButNotNothing() {
        var chosen = search(votes("good", 1.2, 1, 1), votes("fair", 1, 1, 2), votes("loud", 0.1, 20, 3))
                .best(Combination.values());
        var weights = chosen.members().stream().map(Member::weight).toList();

        assertThat(weights.get(2)).isBetween(0.05, 0.1);
        assertThat(weights.get(0)).isGreaterThan(0.2);
        assertThat(weights.get(1)).isGreaterThan(0.2);
        assertThat(weights.stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void theWayDownEndsWhereTheWholeGridDoes() {
        var votes = List.of(votes("a", 0.9, 1, 1), votes("b", 0.8, 1, 2), votes("c", 0.5, 1, 3));
        var table = new ScoreTable(votes, data);
        double least = Double.POSITIVE_INFINITY;
        for (int a = 1; a < 19; a++) {
            for (int b = 1; a + b < 20; b++) {
                var fused = table.fused(Combination.LOG_MEAN, new double[] {a / 20.0, b / 20.0, 1 - (a + b) / 20.0});
                for (double power : new double[] {0.6, 0.8, 1, 1.25, 1.5, 1.75, 2, 2.5, 3}) {
                    least = Math.min(least, table.logLoss(fused, power));
                }
            }
        }

        var chosen = search(votes.toArray(Votes[]::new)).best(Combination.LOG_MEAN);

        double[] weights = chosen.members().stream().mapToDouble(Member::weight).toArray();
        var fused = table.fused(Combination.LOG_MEAN, weights);
        double found = java.util.stream.DoubleStream.of(0.6, 0.8, 1, 1.25, 1.5, 1.75, 2, 2.5, 3)
                .map(power -> table.logLoss(fused, power))
                .min()
                .orElseThrow();
        assertThat(found).isCloseTo(least, within(1e-4));
    }

    @Test
    void theTableFusesAsFusionDoes() {
        var votes = new ArrayList<>(List.of(votes("a", 0.9, 1, 1), votes("b", 0.4, 3, 2)));
        var silent = new ArrayList<>(votes.get(1).rankings());
        silent.set(7, List.of());
        votes.set(1, new Votes("b", Stage.IMAGE, silent));
        for (Combination combination : Combination.values()) {
            var pipeline = new Pipeline(
                    "coins",
                    null,
                    null,
                    null,
                    combination,
                    List.of(new Member("a", Stage.IMAGE, 0.3), new Member("b", Stage.IMAGE, 0.7)),
                    null);
            var table = new ScoreTable(votes, data);
            var fused = table.fused(combination, new double[] {0.3, 0.7});
            var rankings = Measurement.fused(pipeline, votes);
            for (int row = 0; row < ROWS; row++) {
                for (var scored : rankings.get(row)) {
                    assertThat(fused[row][data.labels().indexOf(scored.label())])
                            .isCloseTo(scored.score(), within(1e-12));
                }
            }
            var measured = Measurement.of("fused", rankings, data);
            assertThat(table.accuracy(fused)).isEqualTo(measured.accuracy());
            assertThat(table.logLoss(fused, 1)).isCloseTo(measured.logLoss(), within(1e-9));
        }
    }

    @Test
    void findsTheTemperatureThatTheLogitsWereMadeWith() {
        var random = new Random(5);
        var logits = new float[4000][];
        var classes = new int[logits.length];
        for (int row = 0; row < logits.length; row++) {
            double margin = 3 * random.nextGaussian();
            classes[row] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 0 : 1;
            logits[row] = new float[] {(float) (2.5 * margin), 0}; // two and a half times too sure of itself
        }

        assertThat(Calibration.temperature(logits, classes)).isCloseTo(2.5, within(0.2));
        assertThat(Calibration.logLoss(logits, classes, 2.5)).isLessThan(Calibration.logLoss(logits, classes, 1));
    }

    @Test
    void staysDoubtfulWhereEveryRowWasRight() {
        var logits = new float[50][];
        for (int row = 0; row < logits.length; row++) {
            logits[row] = new float[] {3, 0};
        }

        double score = 1 / (1 + Math.exp(-3 / Calibration.temperature(logits, new int[50])));
        assertThat(score).isCloseTo(51 / 52.0, within(0.002));
    }

    private FusionSearch search(Votes... votes) {
        var members = List.of(votes).stream()
                .map(v -> new Member(v.model(), v.stage(), 1))
                .toList();
        return new FusionSearch(new Pipeline("coins", null, null, null, null, members, null), List.of(votes), data);
    }

    /**
     * A member that measures each coin with an error: two coins are so many errors apart.
     *
     * @param sureness 1 where its scores say how often it is right, more where they claim too much
     */
    private Votes votes(String model, double distance, double sureness, long seed) {
        var random = new Random(seed);
        var rankings = data.rows().stream()
                .map(row -> {
                    boolean head = row.label().equals("head");
                    double measured = (head ? distance : -distance) + random.nextGaussian();
                    double score = 1 / (1 + Math.exp(-2 * distance * sureness * measured));
                    var ranking = List.of(new ScoredLabel("head", score), new ScoredLabel("tail", 1 - score));
                    return score >= 0.5 ? ranking : List.of(ranking.get(1), ranking.get(0));
                })
                .toList();
        return new Votes(model, Stage.IMAGE, rankings);
    }
}
