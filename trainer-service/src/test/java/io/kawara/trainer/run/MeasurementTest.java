package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Task;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private final DataSet data = DataSet.of(
            "letters",
            Task.MULTI_LABEL,
            List.of("a", "b", "c"),
            List.of(row("1", Set.of("a", "b")), row("2", Set.of("a")), row("3", Set.of())));

    @Test
    void countsEveryCellOfAMultiLabelTask() {
        var measured =
                Measurement.of("m", List.of(says(0.9, 0.8, 0.1), says(0.6, 0.7, 0.2), says(0.1, 0.1, 0.4)), data);

        // One alarm, b of row 2, among 9 cells; F1 of a is 1, of b 2/3, c is neither true nor said.
        assertThat(measured.accuracy()).isEqualTo(8 / 9.0);
        assertThat(measured.cells().exactMatch()).isEqualTo(2 / 3.0);
        assertThat(measured.cells().microF1()).isCloseTo(6 / 7.0, within(1e-12));
        assertThat(measured.cells().macroF1()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        double loss = -(Math.log(0.9)
                        + Math.log(0.8)
                        + Math.log(0.9)
                        + Math.log(0.6)
                        + Math.log(0.3)
                        + Math.log(0.8)
                        + Math.log(0.9)
                        + Math.log(0.9)
                        + Math.log(0.6))
                / 9;
        assertThat(measured.logLoss()).isCloseTo(loss, within(1e-12));
    }

    @Test
    void takesALabelsOwnThreshold() {
        var rankings = List.of(says(0.9, 0.8, 0.1), says(0.6, 0.7, 0.2), says(0.1, 0.1, 0.4));

        assertThat(Measurement.of("m", rankings, data, Map.of("b", 0.75)).accuracy())
                .isEqualTo(1);
    }

    @Test
    void saysNothingForARowWithoutAnAnswer() {
        var measured = Measurement.of("m", List.of(List.of(), says(1, 0, 0), says(0, 0, 0)), data);

        assertThat(measured.absent()).isEqualTo(1);
        assertThat(measured.accuracy()).isEqualTo(7 / 9.0);
        assertThat(measured.logLoss()).isCloseTo(3 * Math.log(2) / 9, within(1e-9));
    }

    @Test
    void findsTheTemperatureOfCells() {
        var random = new Random(3);
        var logits = new float[2000][4];
        var truth = new boolean[2000][4];
        for (int row = 0; row < logits.length; row++) {
            for (int label = 0; label < 4; label++) {
                double logit = 2 * random.nextGaussian();
                truth[row][label] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
                logits[row][label] = (float) (3 * logit);
            }
        }

        assertThat(Calibration.temperature(logits, truth)).isCloseTo(3, within(0.2));
    }

    private static Row row(String id, Set<String> labels) {
        return new Row(id, null, labels, Map.of(), id);
    }

    private static List<ScoredLabel> says(double a, double b, double c) {
        return List.of(new ScoredLabel("a", a), new ScoredLabel("b", b), new ScoredLabel("c", c));
    }
}
