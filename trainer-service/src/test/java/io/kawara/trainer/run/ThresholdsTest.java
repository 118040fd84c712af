package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows of labels {@code a} and {@code b}, each true of half of them, and members that measure them with errors. */
class ThresholdsTest {
    private static final int ROWS = 1500;

    private final DataSet data = DataSet.of("letters", Task.MULTI_LABEL, List.of("a", "b"), rows());

    @Test
    void findsFromWhichScoreEachLabelCounts() {
        // What "a" scores is 0.3 too low; "b" is right.
        var rankings = votes("m", 0.8, 1).rankings().stream()
                .map(ranking -> ranking.stream()
                        .map(s -> s.label().equals("a") ? new ScoredLabel("a", Math.max(0, s.score() - 0.3)) : s)
                        .toList())
                .toList();

        var thresholds = Thresholds.of(rankings, data);

        assertThat(thresholds.get("a")).isCloseTo(0.2, within(0.12));
        assertThat(thresholds.getOrDefault("b", 0.5)).isCloseTo(0.5, within(0.15));
        assertThat(Measurement.of("m", rankings, data, thresholds).accuracy())
                .isGreaterThan(Measurement.of("m", rankings, data).accuracy() + 0.03);
    }

    @Test
    void leavesThresholdsAloneThatChanceAloneWouldMove() {
        var few = data.rows(IntStream.range(0, 12).boxed().toList());

        assertThat(Thresholds.of(votes("m", 1.5, 2).rankings().subList(0, 12), few))
                .isEmpty();
    }

    @Test
    void anEnsembleOfMembersThatErrApartIsBetterThanEach() {
        var votes = List.of(votes("one", 1, 3), votes("two", 1, 4), votes("poor", 0.1, 5));
        var chosen = new FusionSearch(pipeline(votes), votes, data).best(Combination.values());
        var measured = Measurement.of(chosen, votes, data);

        assertThat(measured.get(3).logLoss()).isLessThan(measured.get(0).logLoss() - 0.05);
        assertThat(measured.get(3).accuracy()).isGreaterThan(measured.get(0).accuracy() + 0.02);
        assertThat(chosen.members().stream().mapToDouble(Member::weight).sum()).isCloseTo(1, within(1e-3));
        assertThat(chosen.members().get(2).weight())
                .isLessThan(chosen.members().get(0).weight() / 2);
    }

    private static Pipeline pipeline(List<Votes> votes) {
        var members =
                votes.stream().map(v -> new Member(v.model(), v.stage(), 1)).toList();
        return new Pipeline("letters", null, null, Task.MULTI_LABEL, null, members, null);
    }

    private static List<Row> rows() {
        var random = new Random(9);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < ROWS; i++) {
            var labels = new TreeSet<String>();
            for (String label : List.of("a", "b")) {
                if (random.nextBoolean()) {
                    labels.add(label);
                }
            }
            rows.add(new Row("%04d".formatted(i), null, labels, Map.of(), "" + i));
        }
        return rows;
    }

    /** A member that measures each cell with an error: what is true and what is not are so many errors apart. */
    private Votes votes(String model, double distance, long seed) {
        var random = new Random(seed);
        var rankings = new ArrayList<List<ScoredLabel>>();
        for (Row row : data.rows()) {
            rankings.add(data.labels().stream()
                    .map(label -> {
                        double measured = (row.labels().contains(label) ? distance : -distance) + random.nextGaussian();
                        return new ScoredLabel(label, 1 / (1 + Math.exp(-2 * distance * measured)));
                    })
                    .toList());
        }
        return new Votes(model, Stage.IMAGE, rankings);
    }
}
