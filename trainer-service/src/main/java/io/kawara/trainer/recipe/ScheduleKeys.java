package io.kawara.trainer.recipe;

/**
 * How the learning rate moves, step by step.
 *
 * @param warmup one-cycle: the share of all steps that it rises; cosine: likewise
 */
public record ScheduleKeys(
        @Default("one-cycle") Kind kind, @Default("0.3") double warmup) {
    /** The schedules there are. */
    public enum Kind {
        ONE_CYCLE,
        COSINE,
        CONSTANT
    }

    public ScheduleKeys {
        if (!(warmup >= 0 && warmup < 1)) {
            throw new IllegalArgumentException("'schedule.warmup' is a share from 0 to below 1: " + warmup);
        }
    }
}
