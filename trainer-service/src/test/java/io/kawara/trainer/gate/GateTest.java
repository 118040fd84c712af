package io.kawara.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.GateCheck;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final LoopRules.Gate RULES = new LoopRules.Gate(null, null, 0.1, 0.05, 2.0, 5.0, 10, null, null);

    private static Figures figures(
            int right, int wrong, Map<String, Double> recalls, double calibration, double millis) {
        var tallies = new ArrayList<Tally>();
        for (int i = 0; i < right + wrong; i++) {
            tallies.add(i < right ? new Tally(1, 0, 0) : new Tally(0, 1, 1));
        }
        return new Figures(false, tallies, (double) right / (right + wrong), recalls, calibration, millis, 1);
    }

    private static Figures of(int right, int wrong) {
        return figures(right, wrong, Map.of(), 0.02, 5);
    }

    private static GateCheck check(Gate.Verdict verdict, String name) {
        return verdict.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBetterCandidatePassesWithItsInterval() {
        var verdict = new Gate(RULES).decide(of(90, 10), of(80, 20));

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.reason()).isEqualTo("accuracy 0.9000, the champion's is 0.8000");
        var accuracy = check(verdict, "accuracy");
        assertThat(accuracy.difference()).isCloseTo(0.1, within(1e-9));
        assertThat(accuracy.low()).isGreaterThan(0.03).isLessThan(0.1);
        assertThat(accuracy.high()).isGreaterThan(0.1).isLessThan(0.2);
    }

    @Test
    void aWorseCandidateIsRefusedAndAllFiguresAreKept() {
        var verdict = new Gate(RULES).decide(of(80, 20), of(90, 10));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.reason()).startsWith("accuracy is 0.8000 and the champion's 0.9000, at least 0 more");
        assertThat(verdict.checks())
                .extracting(GateCheck::name)
                .contains("golden images", "accuracy", "calibration error", "milliseconds", "megabytes");
    }

    @Test
    void aLossThatIsAllowedMustNotBeCertain() {
        var lenient = new Gate(new LoopRules.Gate(-0.2, null, null, null, null, null, 10, null, null));

        assertThat(lenient.decide(of(80, 20), of(90, 10)).passed()).isFalse(); // ten of the same images: certain
        assertThat(lenient.decide(of(89, 11), of(90, 10)).passed()).isTrue();
    }

    @Test
    void aClassThatLosesTooMuchRecallRefusesWhateverTheMetric() {
        var candidate = figures(95, 5, Map.of("cup", 0.6, "pot", 1.0), 0.02, 5);
        var champion = figures(80, 20, Map.of("cup", 0.8, "pot", 0.5), 0.02, 5);

        var verdict = new Gate(RULES).decide(candidate, champion);

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.reason())
                .isEqualTo("recall of cup is 0.6000 and the champion's 0.8000, at most 0.1 less was asked for");
        assertThat(check(verdict, "recall of pot").passed()).isTrue();
    }

    @Test
    void scoresThatAreLessTrueRefuse() {
        var verdict = new Gate(RULES).decide(figures(90, 10, Map.of(), 0.2, 5), figures(90, 10, Map.of(), 0.02, 5));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.reason()).startsWith("calibration error");
    }

    @Test
    void timeMayDoubleAndUnderAMillisecondItDoesNotMatter() {
        assertThat(new Gate(RULES)
                        .decide(figures(9, 1, Map.of(), 0, 11), of(9, 1))
                        .passed())
                .isFalse();
        assertThat(new Gate(RULES)
                        .decide(figures(9, 1, Map.of(), 0, 10), of(9, 1))
                        .passed())
                .isTrue();
        assertThat(new Gate(RULES)
                        .decide(figures(9, 1, Map.of(), 0, 0.9), figures(9, 1, Map.of(), 0, 0.1))
                        .passed())
                .isTrue();
    }

    @Test
    void tooLargeAFileIsRefusedAlsoWhereNothingServes() {
        var large = new Figures(false, List.of(new Tally(1, 0, 0)), 1, Map.of(), 0, 1, 6);

        assertThat(new Gate(RULES).decide(large, null).reason())
                .isEqualTo("megabytes is 6.0000, at most 5 was asked for");
    }

    @Test
    void theFirstIsMeasuredAndPasses() {
        var verdict = new Gate(RULES).decide(of(3, 7), null);

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.reason()).isEqualTo("nothing served before; accuracy 0.3000");
    }

    @Test
    void anEmptyOrTooSmallGoldenSetRefusesAndSaysWhy() {
        assertThat(new Gate(RULES).tooFew(0).reason())
                .startsWith("there is no golden image to measure on: mark at least 10");
        assertThat(new Gate(RULES).tooFew(9).reason())
                .isEqualTo("only 9 golden images to measure on, and 'gate.least' asks for 10");
        assertThat(new Gate(RULES).tooFew(9).passed()).isFalse();
        assertThat(new Gate(RULES).tooFew(10)).isNull();
    }

    @Test
    void theCalibrationErrorIsTheGapBetweenScoresAndHits() {
        var rows = new ArrayList<Row>();
        var answers = new ArrayList<List<ScoredLabel>>();
        for (int i = 0; i < 10; i++) { // sure to 0.9, right in 7 of 10
            rows.add(new Row("r" + i, null, Set.of(i < 7 ? "a" : "b"), Map.of(), "r" + i));
            answers.add(List.of(new ScoredLabel("a", 0.9), new ScoredLabel("b", 0.1)));
        }

        assertThat(Figures.calibrationError(answers, DataSet.of("ten", rows))).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void microF1CountsLabelsOverAllImages() {
        var tallies = List.of(new Tally(2, 0, 1), new Tally(0, 1, 0));

        assertThat(Figures.metric(true, tallies, new int[] {1, 1})).isCloseTo(4.0 / 6, within(1e-9));
        assertThat(Figures.metric(true, tallies, new int[] {2, 0})).isCloseTo(8.0 / 10, within(1e-9));
    }
}
