package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.training.Warmup.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What {@code run.SchedulesTest} does not ask of recipes: momentum, edges, restarts, plateaus. */
class ScheduleTest {
    @Test
    void oneCycleLowersTheMomentumWhereTheRateIsHigh() {
        var schedule = new OneCycle();
        assertThat(schedule.momentum(at(0, 1000)).getAsDouble()).isCloseTo(0.95, within(1e-12));
        assertThat(schedule.momentum(at(299, 1000)).getAsDouble()).isCloseTo(0.85, within(1e-12));
        assertThat(schedule.momentum(at(999, 1000)).getAsDouble()).isCloseTo(0.95, within(1e-12));
        assertThat(new OneCycle(0.3, 25, 30, false).momentum(at(0, 1000))).isEmpty();
    }

    @Test
    void oneCycleOfVeryFewStepsStaysFinite() {
        for (int step = 0; step < 3; step++) {
            assertThat(new OneCycle().factor(at(step, 3))).isBetween(0.0, 1.0);
        }
    }

    @Test
    void byEpochKeepsTheRateWithinAnEpoch() {
        var schedule = new ByEpoch(new Cosine(0));
        assertThat(schedule.factor(new Moment(99, 5000, 100)))
                .isEqualTo(schedule.factor(new Moment(0, 5000, 100)))
                .isEqualTo(1);
        assertFactor(schedule, new Moment(100, 5000, 100), 0.015984213827426173 / 0.016);
    }

    @Test
    void cyclesFillTheTraining() {
        // 100 + 200 + 400 steps
        var schedule = new Cosine(0.1, 3, 0, 2);
        assertFactor(schedule, at(0, 700), 1);
        assertFactor(schedule, at(50, 700), 0.55);
        assertThat(schedule.factor(at(99, 700))).isLessThan(0.101);
        assertFactor(schedule, at(100, 700), 1);
        assertFactor(schedule, at(200, 700), 0.55);
        assertFactor(schedule, at(300, 700), 1);
        assertFactor(schedule, at(500, 700), 0.55);
        assertFactor(schedule, at(700, 700), 0.1);
    }

    @Test
    void cyclesOfAPeriodEndOnTheFloor() {
        var schedule = new Cosine(0, 2, 4, 1.5);
        assertFactor(schedule, new Moment(20, 200, 10), 0.5);
        assertFactor(schedule, new Moment(40, 200, 10), 1);
        assertFactor(schedule, new Moment(70, 200, 10), 0.5);
        assertFactor(schedule, new Moment(100, 200, 10), 0);
        assertFactor(schedule, new Moment(199, 200, 10), 0);
    }

    @Test
    void milestonesAreReachedWithTheFirstStepOfAnEpoch() {
        var schedule = new MultiStep(List.of(2.0, 3.5), 0.1);
        assertFactor(schedule, new Moment(19, 60, 10), 1);
        assertFactor(schedule, new Moment(20, 60, 10), 0.1);
        assertFactor(schedule, new Moment(34, 60, 10), 0.1);
        assertFactor(schedule, new Moment(35, 60, 10), 0.01);
    }

    @Test
    void aPlateauIsPatient() {
        var schedule = new Plateau(0.1, 2, 0.01, 0.001);
        assertFactor(schedule, scored(), 1);
        assertFactor(schedule, scored(0.5, 0.6, 0.6, 0.605), 1);
        assertFactor(schedule, scored(0.5, 0.6, 0.6, 0.605, 0.59), 0.1);
        // It waits anew after each fall, and a better epoch lets it wait anew too.
        assertFactor(schedule, scored(0.5, 0.6, 0.6, 0.605, 0.59, 0.6, 0.6), 0.1);
        assertFactor(schedule, scored(0.5, 0.6, 0.6, 0.605, 0.59, 0.6, 0.7, 0.6, 0.6), 0.1);
        assertFactor(schedule, scored(0.5, 0.6, 0.6, 0.605, 0.59, 0.6, 0.6, 0.6), 0.01);
        assertFactor(schedule, scored(new double[40]), 0.001);
        // Scores may be below zero, as those of losses are.
        assertFactor(schedule, scored(-3, -2, -1, -0.5), 1);
    }

    @Test
    void aWarmupMayStandApart() {
        var beneath = new Warmup(0.25, Unit.SHARE, 0, 1, false, new Cosine(0));
        var apart = new Warmup(0.25, Unit.SHARE, 0, 1, true, new Cosine(0));
        assertFactor(apart, at(0, 400), 0.01);
        assertFactor(apart, at(99, 400), 1);
        assertFactor(apart, at(100, 400), 1);
        assertFactor(apart, at(250, 400), 0.5);
        assertFactor(beneath, at(200, 400), 0.5);
        assertThat(beneath.factor(at(100, 400))).isBetween(0.8, 0.9);
    }

    @Test
    void aWarmupThatGoesDownIsRefused() {
        assertThatThrownBy(() -> new Warmup(5, Unit.EPOCHS, 0.9, 0.5, false, new Constant()))
                .hasMessageContaining("goes up from at least 0: not 5.0 long, from 0.9 to 0.5");
    }

    @Test
    void aHeldRateIsThatOfItsMomentOrItsOwn() {
        var cosine = new Cosine(0);
        var held = new Held(3, OptionalDouble.empty(), cosine);
        assertThat(held.factor(new Moment(29, 40, 10))).isEqualTo(cosine.factor(new Moment(29, 40, 10)));
        assertThat(held.factor(new Moment(39, 40, 10))).isEqualTo(cosine.factor(new Moment(30, 40, 10)));
        assertFactor(new Held(3, OptionalDouble.of(0.2), cosine), new Moment(30, 40, 10), 0.2);
        assertThat(new Held(3, OptionalDouble.of(0.2), new OneCycle()).momentum(new Moment(35, 40, 10)))
                .isEqualTo(new OneCycle().momentum(new Moment(30, 40, 10)));
        // What came after the moment does not count.
        var plateau = new Held(1, OptionalDouble.empty(), new Plateau(0.1, 0, 0, 0));
        assertFactor(plateau, new Moment(30, 40, 10, List.of(0.5, 0.5, 0.5)), 1);
    }

    private static Moment at(int step, int steps) {
        return new Moment(step, steps, steps);
    }

    private static Moment scored(double... scores) {
        return new Moment(scores.length, 100, 1, Arrays.stream(scores).boxed().toList());
    }

    private static void assertFactor(Schedule schedule, Moment at, double expected) {
        assertThat(schedule.factor(at)).isCloseTo(expected, within(1e-9));
    }
}
