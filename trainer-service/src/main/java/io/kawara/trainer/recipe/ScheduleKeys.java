package io.kawara.trainer.recipe;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the learning rate moves, step by step.
 *
 * @param kind one-cycle: up and down in lines; cosine: half a cosine down; multi-step: smaller at milestones; plateau: smaller when epochs get no better
 * @param by whether the rate moves with every step or only as epochs begin (a warm-up always moves with the steps)
 * @param warmup one-cycle: the share of all steps that it rises, 0.3 where it is left out; else the share of a warm-up, none where it is left out
 * @param warmupSteps a warm-up's length in steps, instead
 * @param warmupEpochs a warm-up's length in epochs, instead
 * @param warmupFrom the share of the rate that a warm-up begins at; 0 for one step's part of the way
 * @param warmupTo the share of the rate that a warm-up goes up to before the schedule takes over
 * @param warmupApart whether the schedule begins after the warm-up, rather than counting all steps
 * @param start one-cycle: the first rate is the greatest divided by this
 * @param end one-cycle: the last rate is the first divided by this
 * @param cycleMomentum one-cycle: whether the momentum goes from 0.95 to 0.85 and back
 * @param floor cosine and plateau: the share of the rate that is left at least
 * @param etaMin the same as a rate, instead
 * @param cycles cosine: how many, each from the top
 * @param period cosine: epochs of the first cycle; left out, the last ends with the training
 * @param multiply cosine: how much longer each cycle is than the one before it
 * @param milestones multi-step: epochs after which the rate is multiplied, e.g. {@code [20, 40, 60, 70]}
 * @param gamma multi-step and plateau: with this
 * @param patience plateau: epochs in a row that may be no better than the best before the rate is multiplied
 * @param threshold plateau: by how much a score has to be higher to count as better
 */
public record ScheduleKeys(
        @Default("one-cycle") Kind kind,
        @Default("step") By by,
        @Default("null") Double warmup,
        @Default("null") Integer warmupSteps,
        @Default("null") Double warmupEpochs,
        @Default("0") double warmupFrom,
        @Default("1") double warmupTo,
        @Default("false") boolean warmupApart,
        @Default("25") double start,
        @Default("1000") double end,
        @Default("true") boolean cycleMomentum,
        @Default("0") double floor,
        @Default("null") Double etaMin,
        @Default("1") int cycles,
        @Default("null") Double period,
        @Default("1") double multiply,
        @Default("[]") List<Double> milestones,
        @Default("0.1") double gamma,
        @Default("5") int patience,
        @Default("0.0001") double threshold) {
    /** The schedules there are. */
    public enum Kind {
        ONE_CYCLE,
        COSINE,
        CONSTANT,
        MULTI_STEP,
        PLATEAU
    }

    /** When a rate moves. */
    public enum By {
        STEP,
        EPOCH
    }

    public ScheduleKeys {
        require(warmup == null || (warmup >= 0 && warmup < 1), "'schedule.warmup' is a share from 0 to below 1");
        require(
                Stream.of(warmup, warmupSteps, warmupEpochs)
                                .filter(length -> length != null)
                                .count()
                        <= 1,
                "give one of 'schedule.warmup', 'warmupSteps' and 'warmupEpochs'");
        require(warmupSteps == null || warmupSteps >= 0, "'schedule.warmupSteps' is at least 0");
        require(warmupEpochs == null || warmupEpochs >= 0, "'schedule.warmupEpochs' is at least 0");
        require(
                warmupFrom >= 0 && warmupTo > 0 && warmupFrom <= warmupTo,
                "'schedule.warmupFrom' is from 0 to 'warmupTo', which is above 0");
        require(start >= 1 && end >= 1, "'schedule.start' and 'end' are at least 1");
        require(floor >= 0 && floor <= 1, "'schedule.floor' is a share from 0 to 1");
        require(
                etaMin == null || (etaMin >= 0 && floor == 0),
                "'schedule.etaMin' is at least 0, and given instead of 'floor'");
        require(cycles >= 1 && multiply > 0, "'schedule.cycles' is at least 1, 'multiply' above 0");
        require(period == null || period > 0, "'schedule.period' is above 0");
        require(gamma > 0, "'schedule.gamma' is above 0");
        require(kind != Kind.PLATEAU || gamma < 1, "'schedule.gamma' of a plateau is below 1");
        require(patience >= 0 && threshold >= 0, "'schedule.patience' and 'threshold' are at least 0");
        require(
                (kind == Kind.MULTI_STEP) != milestones.isEmpty(),
                "'schedule.milestones' are for multi-step, which needs them");
        require(
                kind != Kind.ONE_CYCLE || (warmupSteps == null && warmupEpochs == null && !isZero(warmup)),
                "one-cycle has no warm-up but 'schedule.warmup', the share of its rise, above 0");
    }

    private static boolean isZero(Double value) {
        return value != null && value == 0;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
