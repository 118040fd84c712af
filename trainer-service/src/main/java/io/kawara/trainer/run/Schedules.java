package io.kawara.trainer.run;

import io.kawara.trainer.recipe.ScheduleKeys;
import io.kawara.trainer.training.ByEpoch;
import io.kawara.trainer.training.Constant;
import io.kawara.trainer.training.Cosine;
import io.kawara.trainer.training.MultiStep;
import io.kawara.trainer.training.OneCycle;
import io.kawara.trainer.training.Plateau;
import io.kawara.trainer.training.Schedule;
import io.kawara.trainer.training.Warmup;
import io.kawara.trainer.training.Warmup.Unit;

/** A recipe's schedule in the trainer's own words. */
final class Schedules {
    private static final double RISE = 0.3;

    /** @param learningRate that {@code schedule.etaMin} is a part of */
    static Schedule of(ScheduleKeys keys, double learningRate) {
        var plain = plain(keys, keys.etaMin() == null ? keys.floor() : Math.min(1, keys.etaMin() / learningRate));
        return warmed(keys, keys.by() == ScheduleKeys.By.EPOCH ? new ByEpoch(plain) : plain);
    }

    private static Schedule plain(ScheduleKeys keys, double floor) {
        return switch (keys.kind()) {
            case ONE_CYCLE ->
                new OneCycle(
                        keys.warmup() == null ? RISE : keys.warmup(), keys.start(), keys.end(), keys.cycleMomentum());
            case COSINE -> new Cosine(floor, keys.cycles(), keys.period() == null ? 0 : keys.period(), keys.multiply());
            case CONSTANT -> new Constant();
            case MULTI_STEP -> new MultiStep(keys.milestones(), keys.gamma());
            case PLATEAU -> new Plateau(keys.gamma(), keys.patience(), keys.threshold(), floor);
        };
    }

    private static Schedule warmed(ScheduleKeys keys, Schedule then) {
        if (keys.kind() == ScheduleKeys.Kind.ONE_CYCLE) {
            return then;
        }
        if (keys.warmupSteps() != null) {
            return warmed(keys, keys.warmupSteps(), Unit.STEPS, then);
        }
        if (keys.warmupEpochs() != null) {
            return warmed(keys, keys.warmupEpochs(), Unit.EPOCHS, then);
        }
        return warmed(keys, keys.warmup() == null ? 0 : keys.warmup(), Unit.SHARE, then);
    }

    private static Schedule warmed(ScheduleKeys keys, double length, Unit unit, Schedule then) {
        return length == 0
                ? then
                : new Warmup(length, unit, keys.warmupFrom(), keys.warmupTo(), keys.warmupApart(), then);
    }

    private Schedules() {}
}
