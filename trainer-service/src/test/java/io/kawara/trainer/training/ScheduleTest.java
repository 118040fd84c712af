package io.kawara.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The numbers were computed apart from this code, by the formulae of the systems that used the schedules. */
class ScheduleTest {
    @Test
    void oneCycleRisesToItsTopAndFallsFarBelowItsStart() {
        var schedule = new OneCycle();
        assertRate(schedule, 1e-3, 0, 1000, 4e-05);
        assertRate(schedule, 1e-3, 100, 1000, 0.00036107023411371237);
        assertRate(schedule, 1e-3, 299, 1000, 0.001);
        assertRate(schedule, 1e-3, 300, 1000, 0.0009985733333333334);
        assertRate(schedule, 1e-3, 500, 1000, 0.00071324);
        assertRate(schedule, 1e-3, 999, 1000, 1.333333333333438e-06);
    }

    @Test
    void oneCycleLowersTheMomentumWhereTheRateIsHigh() {
        var schedule = new OneCycle();
        assertThat(schedule.momentum(0, 1000).getAsDouble()).isCloseTo(0.95, within(1e-12));
        assertThat(schedule.momentum(299, 1000).getAsDouble()).isCloseTo(0.85, within(1e-12));
        assertThat(schedule.momentum(999, 1000).getAsDouble()).isCloseTo(0.95, within(1e-12));
        assertThat(new OneCycle(0.3, 25, 30, false).momentum(0, 1000)).isEmpty();
    }

    @Test
    void oneCycleOfVeryFewStepsStaysFinite() {
        for (int step = 0; step < 3; step++) {
            assertThat(new OneCycle().factor(step, 3)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void cosineFallsToItsFloor() {
        var schedule = new Cosine(0.05);
        assertRate(schedule, 2e-6, 0, 100_000, 2e-06);
        assertRate(schedule, 2e-6, 25_000, 100_000, 1.7217514421272201e-06);
        assertRate(schedule, 2e-6, 50_000, 100_000, 1.05e-06);
        assertRate(schedule, 2e-6, 64_000, 100_000, 6.455096730131813e-07);
        assertRate(schedule, 2e-6, 75_000, 100_000, 3.782485578727799e-07);
        assertRate(schedule, 2e-6, 100_000, 100_000, 1e-07);
    }

    @Test
    void byEpochKeepsTheRateWithinAnEpoch() {
        var schedule = new ByEpoch(50, new Cosine(0));
        assertRate(schedule, 0.016, 0, 5000, 0.016);
        assertRate(schedule, 0.016, 99, 5000, 0.016);
        assertRate(schedule, 0.016, 100, 5000, 0.015984213827426173);
        assertRate(schedule, 0.016, 2500, 5000, 0.008);
        assertRate(schedule, 0.016, 4999, 5000, 1.578617257382753e-05);
        assertRate(new ByEpoch(30, new Cosine(0.01)), 1e-3, 29, 30, 1.2711661792704668e-05);
    }

    @Test
    void warmupRisesByEqualSharesFromTheFirstStep() {
        var schedule = new Warmup(6000, 0, new Constant());
        assertRate(schedule, 0.1, 0, 60_000, 1.6666666666666667e-05);
        assertRate(schedule, 0.1, 999, 60_000, 0.016666666666666666);
        assertRate(schedule, 0.1, 4999, 60_000, 0.08333333333333333);
        assertRate(schedule, 0.1, 6000, 60_000, 0.1);
    }

    @Test
    void warmupRisesFromAGivenShare() {
        var schedule = new Warmup(1500, 1.0 / 3, new Constant());
        assertRate(schedule, 0.01, 0, 10_000, 0.003333333333333333);
        assertRate(schedule, 0.01, 750, 10_000, 0.006666666666666666);
        assertRate(schedule, 0.01, 1499, 10_000, 0.009995555555555556);
    }

    private static void assertRate(Schedule schedule, double top, int step, int steps, double expected) {
        assertThat(top * schedule.factor(step, steps)).isCloseTo(expected, within(expected * 1e-9));
    }
}
