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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Weights of several models that each say of every label how likely it is. */
class MultiLabelFusionTest {
    private static final List<String> LABELS = List.of("a", "b", "c", "d");
    private static final int ROWS = 500;

    private final DataSet data = data();

    @Test
    void anEnsembleOfThreeIsBetterThanItsBestMember() {
        var votes = List.of(votes("one", 1, 1), votes("two", 0.9, 2), votes("three", 0.8, 3));
        var chosen = new FusionSearch(pipeline(votes), votes, data).best(Combination.values());
        var measured = Measurement.of(chosen, votes, data);

        assertThat(measured.get(3).accuracy()).isGreaterThan(measured.get(0).accuracy() + 0.03);
        assertThat(measured.get(3).logLoss()).isLessThan(measured.get(0).logLoss());
        assertThat(chosen.task()).isEqualTo(Task.MULTI_LABEL);
    }

    @Test
    void theTableFusesCellsAsFusionDoes() {
        var votes = List.of(votes("one", 1, 1), votes("two", 0.5, 2));
        var table = new ScoreTable(votes, data);
        for (Combination combination : Combination.values()) {
            var members = List.of(new Member("one", Stage.IMAGE, 0.4), new Member("two", Stage.IMAGE, 0.6));
            var rankings = Measurement.fused(pipeline(votes).with(combination, members), votes);
            var fused = table.fused(combination, new double[] {0.4, 0.6});

            var measured = Measurement.of("fused", rankings, data);
            assertThat(table.accuracy(fused)).isCloseTo(measured.accuracy(), within(1e-9));
            assertThat(table.logLoss(fused, 1)).isCloseTo(measured.logLoss(), within(1e-9));
        }
    }

    private static Pipeline pipeline(List<Votes> votes) {
        var members =
                votes.stream().map(v -> new Member(v.model(), v.stage(), 1)).toList();
        return new Pipeline("tags", null, null, Task.MULTI_LABEL, Combination.MEAN, members, Map.of());
    }

    private static DataSet data() {
        var random = new Random(9);
        var rows = IntStream.range(0, ROWS)
                .mapToObj(i -> {
                    var labels = new TreeSet<String>();
                    LABELS.stream().filter(label -> random.nextBoolean()).forEach(labels::add);
                    return new Row("%04d".formatted(i), null, labels, Map.of(), "" + i);
                })
                .toList();
        return DataSet.of("tags", Task.MULTI_LABEL, LABELS, rows);
    }

    /** A member that measures each label with an error: present and absent are {@code 2 * distance} errors apart. */
    private Votes votes(String model, double distance, long seed) {
        var random = new Random(seed);
        var rankings = new ArrayList<List<ScoredLabel>>();
        for (var row : data.rows()) {
            rankings.add(LABELS.stream()
                    .map(label -> {
                        double measured = (row.labels().contains(label) ? distance : -distance) + random.nextGaussian();
                        return new ScoredLabel(label, 1 / (1 + Math.exp(-2 * distance * measured)));
                    })
                    .sorted(Comparator.comparingDouble(ScoredLabel::score).reversed())
                    .toList());
        }
        return new Votes(model, Stage.IMAGE, rankings);
    }
}
